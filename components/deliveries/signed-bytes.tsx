import { CodeBlock } from "#components/ui/code-block";

interface Props {
  headers: readonly (readonly [name: string, value: string])[];
  body: string;
}

/** What the signature is computed over, so that a receiver can compare it with what it has. Closed at first. */
export function SignedBytes({ headers, body }: Props) {
  const signed = signedBytes(headers, body);
  if (signed === null || body === "") return null;
  return (
    <details className="text-xs">
      <summary className="cursor-pointer text-ink-soft">The bytes that were signed</summary>
      <div className="grid gap-1.5 pt-2">
        {signed === body ? (
          <p className="text-ink-muted">The body below, byte for byte.</p>
        ) : (
          <CodeBlock code={signed} label="Signed bytes" className="max-h-48" />
        )}
      </div>
    </details>
  );
}

/** Id, timestamp and body where headers say so (Standard Webhooks), else the body; null where nothing is signed. */
function signedBytes(headers: Props["headers"], body: string): string | null {
  const values = new Map(headers.map(([name, value]) => [name.toLowerCase(), value]));
  const name = [...values.keys()].find((header) => header.includes("-signature"));
  if (name === undefined) return null;
  const prefix = name.replace(/-signature$/, "");
  const [id, timestamp] = [values.get(`${prefix}-id`), values.get(`${prefix}-timestamp`)];
  return id !== undefined && timestamp !== undefined ? `${id}.${timestamp}.${body}` : body;
}
