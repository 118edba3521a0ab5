import { SchemaTree } from "#components/events/schema-tree";
import { CodeBlock } from "#components/ui/code-block";
import { Tab, TabList, TabPanel, Tabs } from "#components/ui/tabs";
import type { EventTypeView } from "#lib/event-types/list-event-types";
import { schemaMembers } from "#lib/event-types/schema-members";
import { typescriptOfSchema } from "#lib/event-types/typescript-of-schema";
import { prettyJson } from "#lib/json/pretty";

type Props = { type: Pick<EventTypeView, "name" | "schema" | "example">; codeClass?: string };

/** What an event type's data looks like: a sample, its schema as a tree, and its TypeScript type. */
export function EventTypeData({ type: { name, schema, example }, codeClass = "" }: Props) {
  return (
    <Tabs defaultValue="sample" className="min-w-0">
      <TabList aria-label={`Data of ${name}`}>
        <Tab value="sample">Sample</Tab>
        <Tab value="schema">Schema</Tab>
        <Tab value="typescript">TypeScript</Tab>
      </TabList>
      <TabPanel value="sample" className="pt-3">
        <CodeBlock label={`Sample of ${name}`} code={prettyJson(example)} className={codeClass} />
      </TabPanel>
      <TabPanel value="schema" className="pt-3">
        <SchemaTree label={`Schema of ${name}`} members={schemaMembers(schema)} />
      </TabPanel>
      <TabPanel value="typescript" className="pt-3">
        <CodeBlock label={`TypeScript type of ${name}`} code={typescriptOfSchema(name, schema)} className={codeClass} />
      </TabPanel>
    </Tabs>
  );
}
