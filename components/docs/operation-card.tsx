import { FieldList } from "#components/docs/field-list";
import { InlineCode } from "#components/docs/inline-code";
import { Badge, type Tone } from "#components/ui/badge";
import { CodeBlock } from "#components/ui/code-block";
import type { ReferenceOperation } from "#lib/openapi/reference";

export const METHOD_TONES: Record<string, Tone> = {
  GET: "info",
  POST: "good",
  PUT: "warn",
  PATCH: "warn",
  DELETE: "bad",
};

/** One operation: what it does, what it takes, what it answers. */
export function OperationCard({ operation }: { operation: ReferenceOperation }) {
  const { id, method, path, summary, description, parameters, body, status, answer, files, failures, curl } = operation;
  return (
    <article
      id={id}
      aria-labelledby={`${id}-title`}
      className="grid scroll-mt-4 grid-cols-[minmax(0,1fr)] gap-3 border-t py-6"
    >
      <div className="grid gap-1">
        <h3 id={`${id}-title`} className="text-base font-semibold tracking-tight">
          <a href={`#${id}`} className="rounded hover:underline">
            {summary}
          </a>
        </h3>
        <p className="flex flex-wrap items-center gap-2">
          <Badge tone={METHOD_TONES[method] ?? "neutral"}>{method}</Badge>
          <code className="font-mono text-xs wrap-anywhere">{path}</code>
        </p>
        {description && (
          <p className="max-w-3xl text-sm text-ink-soft text-pretty">
            <InlineCode text={description} />
          </p>
        )}
      </div>
      <CodeBlock code={curl} label={`Example of ${id}`} />
      <FieldList title="Parameters" fields={parameters} />
      <FieldList title="Body" fields={body} />
      <FieldList title={`Answer, ${status}`} fields={answer} />
      {answer.length === 0 && (
        <p className="text-sm text-ink-muted">
          Answers {status} {files.length > 0 ? `with a file: ${files.join(" or ")}.` : "without a body of fields."}
        </p>
      )}
      <ul className="flex flex-wrap gap-x-4 gap-y-1 text-xs text-ink-muted" aria-label="Failures">
        {failures.map(({ status: failure, codes }) => (
          <li key={failure}>
            {failure}{" "}
            {codes.map((code) => (
              <a key={code} href={`/docs/errors/${code}`} className="mr-1 rounded font-mono underline hover:text-ink">
                {code}
              </a>
            ))}
          </li>
        ))}
      </ul>
    </article>
  );
}
