"use client";

import { BodyFields } from "#components/operator/products/body-fields";
import type { PartProps } from "#components/operator/products/editor-types";
import { HeaderFields } from "#components/operator/products/header-fields";
import { MannerFields } from "#components/operator/products/manner-fields";
import { RetryEditor } from "#components/operator/products/retry-editor";
import { SignatureEditor } from "#components/operator/products/signature-editor";

const PARTS = [
  { id: "body", title: "Body", text: "The keys of the JSON object that is sent, in their order.", Part: BodyFields },
  { id: "signature", title: "Signature", text: "How receivers know that a request is yours.", Part: SignatureEditor },
  {
    id: "headers",
    title: "Further headers",
    text: "Sent with every request, beside the usual ones.",
    Part: HeaderFields,
  },
  { id: "retries", title: "Retries", text: "When a failed delivery is tried again.", Part: RetryEditor },
  { id: "manners", title: "Timeout, ids and URLs", text: "", Part: MannerFields },
] as const;

/** The rules as a form, a section for each part. */
export function RulesForm(props: PartProps) {
  return (
    <div className="grid gap-6">
      {PARTS.map(({ id, title, text, Part }) => (
        <section key={id} aria-labelledby={`part-${id}`} className="panel grid gap-4 p-4">
          <div>
            <h2 id={`part-${id}`} className="text-base font-semibold">
              {title}
            </h2>
            {text && <p className="text-ink-muted">{text}</p>}
          </div>
          <Part {...props} />
        </section>
      ))}
    </div>
  );
}
