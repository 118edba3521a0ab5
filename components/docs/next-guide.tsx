import { ArrowRight } from "lucide-react";
import Link from "next/link";
import { GUIDES } from "#lib/docs/guides";

/** The way on from a guide: the next one, and from the last to the API reference. */
export function NextGuide({ after }: { after: string }) {
  const next = GUIDES[GUIDES.findIndex(({ slug }) => slug === after) + 1] ?? {
    slug: "api",
    title: "API reference",
    summary: "Every operation, with examples.",
  };
  return (
    <Link href={`/docs/${next.slug}`} className="panel mt-8 flex items-center gap-3 p-4 hover:bg-hover">
      <span className="min-w-0 flex-1">
        <span className="block text-xs text-ink-muted">Next</span>
        <span className="block font-medium">{next.title}</span>
        <span className="block text-ink-muted">{next.summary}</span>
      </span>
      <ArrowRight aria-hidden className="size-4 shrink-0 text-ink-muted" />
    </Link>
  );
}
