import type { ImportPlan } from "#lib/event-types/plan-import";
import { plural } from "#lib/text/plural";

/** What an import would change, counted and named. */
export function ImportCounts({ plan }: { plan: ImportPlan }) {
  const { created, changed, unchanged, archived } = plan;
  return (
    <div aria-label="What would change" role="status" className="panel divide-y divide-line">
      <Group count={created.length} text="new" names={created} />
      <Group
        count={changed.length}
        text="changed"
        names={changed.map(({ name, fields }) => `${name} (${fields.join(", ")})`)}
      />
      <Group count={unchanged.length} text="unchanged" names={unchanged} />
      <Group count={archived.length} text="would be archived" names={archived} />
    </div>
  );
}

function Group({ count, text, names }: { count: number; text: string; names: string[] }) {
  return (
    <div className="grid gap-1 px-3 py-2 sm:grid-cols-[12rem_minmax(0,1fr)] sm:gap-3">
      <p className={count > 0 ? "font-medium" : "text-ink-muted"}>
        {plural(count, "event type", "event types")} {text}
      </p>
      {count > 0 && (
        <p className="max-h-40 overflow-y-auto font-mono text-xs text-ink-soft wrap-anywhere">{names.join(", ")}</p>
      )}
    </div>
  );
}
