import { CircleCheck, CircleDashed } from "lucide-react";
import Link from "next/link";
import { CodeBlock } from "#components/ui/code-block";
import { operatorPath } from "#lib/dashboard-paths";
import type { ProductView } from "#lib/products/product-view";

/** From a new product to its first event: what is done, and what comes next. */
export function FirstSteps({ product, url }: { product: ProductView; url: string }) {
  const { slug, eventTypeCount, workspaceCount, lastEventAt, profileVersion } = product;
  const steps = [
    { done: profileVersion > 1, text: "Look at the profile, and change what is yours", segment: "profile" },
    { done: eventTypeCount > 0, text: "Describe the event types, or import them", segment: "event-types" },
    { done: lastEventAt !== null, text: "Make a publish key for your backend", segment: "publish-keys" },
  ];
  const code = [
    `curl ${url}/api/v1/events \\`,
    '  -H "Authorization: Bearer $PUBLISH_KEY" \\',
    '  -H "Content-Type: application/json" \\',
    `  -d '{"workspace":"<slug>","type":"<event type>","data":{"id":"1"}}'`,
  ].join("\n");
  return (
    <section aria-labelledby="steps" className="grid min-w-0 gap-3">
      <h2 id="steps" className="text-base font-semibold">
        To the first event
      </h2>
      <ol className="panel divide-y divide-line">
        {steps.map(({ done, text, segment }) => (
          <li key={segment} className="flex items-center gap-2.5 px-3 py-2">
            {done ? (
              <CircleCheck aria-label="Done" className="size-4 shrink-0 text-good" />
            ) : (
              <CircleDashed aria-label="To do" className="size-4 shrink-0 text-ink-muted" />
            )}
            <Link href={operatorPath("products", slug, segment)} className="rounded hover:underline">
              {text}
            </Link>
          </li>
        ))}
        <li className="flex items-center gap-2.5 px-3 py-2">
          {workspaceCount > 0 ? (
            <CircleCheck aria-label="Done" className="size-4 shrink-0 text-good" />
          ) : (
            <CircleDashed aria-label="To do" className="size-4 shrink-0 text-ink-muted" />
          )}
          Create a workspace for a customer, who then makes a webhook
        </li>
      </ol>
      <p className="text-ink-muted">Then publish:</p>
      <CodeBlock label="Publish with curl" code={code} />
    </section>
  );
}
