import type { SchemaMember } from "#lib/event-types/schema-members";

/** What data consists of, member by member. */
export function SchemaTree({ members, label }: { members: SchemaMember[]; label: string }) {
  if (members.length === 0) return <p className="text-xs text-ink-muted">The schema describes no members.</p>;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a section that scrolls must be reachable and named, as in CodeBlock
    <div
      // biome-ignore lint/a11y/noNoninteractiveTabindex: see above (WCAG 2.1.1)
      tabIndex={0}
      role="region"
      aria-label={label}
      className="max-h-64 overflow-auto rounded-lg border bg-sunken p-3"
    >
      <Members members={members} />
    </div>
  );
}

function Members({ members }: { members: SchemaMember[] }) {
  return (
    <ul className="grid gap-2 text-xs">
      {members.map(({ name, type, required, description, members: inner }) => (
        <li key={name} className="grid gap-0.5">
          <p className="flex flex-wrap items-baseline gap-x-2">
            <code className="font-mono font-medium wrap-anywhere">{name}</code>
            <span className="text-ink-muted wrap-anywhere">
              {type}
              {!required && ", not always there"}
            </span>
          </p>
          {description && <p className="text-ink-soft">{description}</p>}
          {inner.length > 0 && (
            <div className="mt-1 border-l pl-3">
              <Members members={inner} />
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}
