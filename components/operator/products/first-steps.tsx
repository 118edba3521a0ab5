import { CircleCheck, CircleDashed } from "lucide-react";
import Link from "next/link";
import { publishCurl } from "#components/operator/products/key-calls";
import { CodeBlock } from "#components/ui/code-block";
import { operatorPath } from "#lib/dashboard-paths";
import type { ProductView } from "#lib/products/product-view";

/** From a new product to its first event: what is done, and what comes next. */
export function FirstSteps({ product, hasKey, url }: { product: ProductView; hasKey: boolean; url: string }) {
  const { slug, eventTypeCount, workspaceCount, profileVersion } = product;
  const steps = [
    { done: profileVersion > 1, text: "Look at the profile, and change what is yours", segment: "profile" },
    { done: eventTypeCount > 0, text: "Describe the event types, or import them", segment: "event-types" },
    { done: hasKey, text: "Make a publish key for your backend", segment: "publish-keys" },
  ];
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
      <CodeBlock label="Publish with curl" code={publishCurl(url, "$PUBLISH_KEY")} />
    </section>
  );
}
