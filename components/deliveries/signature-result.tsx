import { Notice } from "#components/ui/notice";
import type { SignatureCheck } from "#lib/deliveries/signature-check";

const LOOKS = {
  valid: { tone: "good", title: "Signature valid" },
  invalid: { tone: "bad", title: "Signature invalid" },
  missing: { tone: "warn", title: "Not signed" },
  unknown: { tone: "info", title: "Something is missing" },
} as const;

/** The verdict on a signature, and what is likely to be behind it. */
export function SignatureResult({ result: { verdict, summary, reasons } }: { result: SignatureCheck }) {
  return (
    <Notice {...LOOKS[verdict]}>
      <p>{summary}</p>
      {reasons.length > 0 && (
        <ul className="mt-1.5 list-disc pl-4">
          {reasons.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      )}
    </Notice>
  );
}
