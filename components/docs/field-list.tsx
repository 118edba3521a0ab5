import { InlineCode } from "#components/docs/inline-code";
import type { ReferenceField } from "#lib/openapi/reference";

/** Fields with what they are, one below the other. */
export function FieldList({ title, fields }: { title: string; fields: (ReferenceField & { in?: string })[] }) {
  if (fields.length === 0) return null;
  return (
    <details className="rounded-lg border bg-surface" open={fields.length <= 12}>
      <summary className="cursor-pointer rounded-lg px-3 py-2 text-sm font-medium hover:bg-hover">
        {title} <span className="font-normal text-ink-muted">({fields.length})</span>
      </summary>
      <dl className="divide-y border-t">
        {fields.map(({ name, in: place, type, required, description }) => (
          <div key={`${place}/${name}`} className="grid gap-0.5 px-3 py-2">
            <dt className="flex flex-wrap items-baseline gap-x-2 text-sm">
              <code className="font-mono text-xs font-medium wrap-anywhere">{name}</code>
              <span className="text-xs text-ink-muted wrap-anywhere">
                {place && place !== "query" ? `${type}, in the ${place}` : type}
                {required && ", required"}
              </span>
            </dt>
            {description && (
              <dd className="text-sm text-ink-soft text-pretty">
                <InlineCode text={description} />
              </dd>
            )}
          </div>
        ))}
      </dl>
    </details>
  );
}
