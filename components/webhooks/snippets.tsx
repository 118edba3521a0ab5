"use client";

import { CodeBlock } from "#components/ui/code-block";
import { Tab, TabList, TabPanel, Tabs } from "#components/ui/tabs";
import type { Snippet } from "#lib/signing/snippets";

/** How a receiver verifies the requests of this webhook. */
export function Snippets({ snippets }: { snippets: Snippet[] }) {
  if (snippets.length === 0) return null;
  return (
    <Tabs defaultValue={snippets[0]?.language ?? ""}>
      <TabList aria-label="Language">
        {snippets.map(({ language, label }) => (
          <Tab key={language} value={language}>
            {label}
          </Tab>
        ))}
      </TabList>
      {snippets.map(({ language, label, code }) => (
        <TabPanel key={language} value={language} className="pt-3">
          <CodeBlock code={code} label={`${label} code`} wrap={false} className="max-h-96" />
        </TabPanel>
      ))}
    </Tabs>
  );
}
