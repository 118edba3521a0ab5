"use client";

import { useQueryState } from "nuqs";
import { OperationCard } from "#components/docs/operation-card";
import { EmptyState } from "#components/ui/empty-state";
import { SearchInput } from "#components/ui/search-input";
import type { ReferenceOperation } from "#lib/openapi/reference";

/** The whole reference, with a search over names, paths, words and fields. */
export function ApiReference(props: {
  tags: { name: string; description: string }[];
  operations: ReferenceOperation[];
}) {
  const [query, setQuery] = useQueryState("q", { defaultValue: "", throttleMs: 200 });
  const found = search(props.operations, query);
  const groups = props.tags
    .map((tag) => ({ ...tag, operations: found.filter((operation) => operation.tag === tag.name) }))
    .filter(({ operations }) => operations.length > 0);
  return (
    <div className="grid gap-8 lg:grid-cols-[15rem_minmax(0,1fr)]">
      <div className="grid content-start gap-4 lg:sticky lg:top-4 lg:max-h-[calc(100dvh-2rem)] lg:overflow-y-auto lg:p-1">
        <search>
          <SearchInput
            aria-label="Search the reference"
            placeholder="Search"
            value={query}
            onChange={(event) => void setQuery(event.target.value || null)}
          />
        </search>
        <p role="status" className="text-xs text-ink-muted">
          {found.length} of {props.operations.length} operations
        </p>
        <nav aria-label="Operations" className="max-lg:hidden">
          {groups.map(({ name, operations }) => (
            <div key={name} className="grid gap-1 pb-4">
              <p className="text-xs font-semibold">{name}</p>
              <ul className="grid gap-0.5 text-sm text-ink-muted">
                {operations.map(({ id, summary }) => (
                  <li key={id} className="truncate">
                    <a href={`#${id}`} className="rounded hover:text-ink hover:underline" title={summary}>
                      {summary}
                    </a>
                  </li>
                ))}
              </ul>
            </div>
          ))}
        </nav>
      </div>
      <div className="grid min-w-0 content-start gap-8">
        {groups.length === 0 && (
          <EmptyState title="Nothing matches">Try another word: a path, a field, or what you want to do.</EmptyState>
        )}
        {groups.map(({ name, description, operations }) => (
          <section key={name} aria-labelledby={`tag-${name}`}>
            <h2 id={`tag-${name}`} className="text-lg font-semibold tracking-tight">
              {name}
            </h2>
            <p className="pb-4 text-ink-muted text-pretty">{description}</p>
            {operations.map((operation) => (
              <OperationCard key={operation.id} operation={operation} />
            ))}
          </section>
        ))}
      </div>
    </div>
  );
}

/** Operations that are about these words; if there are none, those with fields of such names. */
function search(operations: ReferenceOperation[], query: string): ReferenceOperation[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const matching = (textOf: (operation: ReferenceOperation) => string) =>
    operations.filter((operation) => words.every((word) => textOf(operation).toLowerCase().includes(word)));
  const byName = matching(nameOf);
  return byName.length > 0 ? byName : matching((operation) => `${nameOf(operation)} ${fieldsOf(operation)}`);
}

const nameOf = ({ id, tag, method, path, summary, description }: ReferenceOperation) =>
  [id, tag, method, path, summary, description].join(" ");

const fieldsOf = ({ parameters, body, answer }: ReferenceOperation) =>
  [...parameters, ...body, ...answer].map(({ name }) => name).join(" ");
