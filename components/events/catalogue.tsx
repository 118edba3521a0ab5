import { Lock } from "lucide-react";
import { SchemaTree } from "#components/events/schema-tree";
import { Badge } from "#components/ui/badge";
import { CodeBlock } from "#components/ui/code-block";
import { Tab, TabList, TabPanel, Tabs } from "#components/ui/tabs";
import type { EventTypeView } from "#lib/event-types/list-event-types";
import { schemaMembers } from "#lib/event-types/schema-members";
import { typescriptOfSchema } from "#lib/event-types/typescript-of-schema";
import { prettyJson } from "#lib/json/pretty";

/** What the product can send, by group, each with what it means, a sample, and what its data looks like. */
export function Catalogue({ types }: { types: EventTypeView[] }) {
  const groups = [...Map.groupBy(types, (type) => type.group || "Other")];
  return (
    <div className="grid items-start gap-8 lg:grid-cols-[11rem_minmax(0,1fr)]">
      <nav aria-label="Groups" className="top-6 lg:sticky">
        <ul className="flex flex-wrap gap-1 lg:grid">
          {groups.map(([group, members]) => (
            <li key={group}>
              <a
                href={`#${anchor(group)}`}
                className="flex items-center justify-between gap-3 rounded-md px-2 py-1 text-ink-soft capitalize hover:bg-hover"
              >
                {group} <span className="text-xs text-ink-muted">{members.length}</span>
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <div className="grid min-w-0 gap-8">
        {groups.map(([group, members]) => (
          <section key={group} aria-labelledby={anchor(group)} className="grid gap-3">
            <h2 id={anchor(group)} className="scroll-mt-16 text-base font-semibold capitalize">
              {group}
            </h2>
            {members.map((type) => (
              <EventTypeCard key={type.name} type={type} />
            ))}
          </section>
        ))}
      </div>
    </div>
  );
}

function EventTypeCard({ type }: { type: EventTypeView }) {
  return (
    <article aria-label={type.name} className="panel grid gap-4 p-4 xl:grid-cols-2">
      <div className="grid content-start gap-1.5">
        <h3 className="flex flex-wrap items-center gap-2 font-mono text-sm font-semibold wrap-anywhere">
          {type.name}
          {!type.visible && (
            <Badge>
              <Lock aria-hidden /> needs the role {type.lowestRole}
            </Badge>
          )}
        </h3>
        <p className="text-ink-soft">{type.description}</p>
      </div>
      <Tabs defaultValue="sample" className="min-w-0">
        <TabList aria-label={`Data of ${type.name}`}>
          <Tab value="sample">Sample</Tab>
          <Tab value="schema">Schema</Tab>
          <Tab value="typescript">TypeScript</Tab>
        </TabList>
        <TabPanel value="sample" className="pt-3">
          <CodeBlock label={`Sample of ${type.name}`} code={prettyJson(type.example)} className="max-h-64" />
        </TabPanel>
        <TabPanel value="schema" className="pt-3">
          <SchemaTree label={`Schema of ${type.name}`} members={schemaMembers(type.schema)} />
        </TabPanel>
        <TabPanel value="typescript" className="pt-3">
          <CodeBlock
            label={`TypeScript type of ${type.name}`}
            code={typescriptOfSchema(type.name, type.schema)}
            className="max-h-64"
          />
        </TabPanel>
      </Tabs>
    </article>
  );
}

const anchor = (group: string) => `group-${group.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-")}`;
