import type { Metadata } from "next";
import Link from "next/link";
import { connection } from "next/server";
import { PageHeader } from "#components/shell/page-header";
import { GUIDES } from "#lib/docs/guides";

export const metadata: Metadata = { title: "Documentation" };

const REFERENCE = [
  {
    slug: "api",
    title: "API reference",
    summary: "Every operation with its fields, answers and an example; searchable.",
  },
  { slug: "errors", title: "Errors", summary: "What each code means, and what to do." },
];

export default async function DocsPage() {
  // Never made ahead: the Content-Security-Policy lets each answer run its own scripts only.
  await connection();
  return (
    <div>
      <PageHeader
        crumbs={[{ label: "Docs" }]}
        title="Documentation"
        description="Publish an event from your backend; every subscribed workspace receives it signed, retried and logged."
      />
      <Pages title="Guides" pages={GUIDES} />
      <Pages title="Reference" pages={REFERENCE} />
    </div>
  );
}

function Pages({
  title,
  pages,
}: {
  title: string;
  pages: readonly { slug: string; title: string; summary: string }[];
}) {
  return (
    <section className="pb-8">
      <h2 className="pb-2 text-base font-semibold">{title}</h2>
      <ul className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
        {pages.map((page) => (
          <li key={page.slug}>
            <Link href={`/docs/${page.slug}`} className="panel grid h-full content-start gap-1 p-4 hover:bg-hover">
              <span className="font-medium">{page.title}</span>
              <span className="text-ink-muted text-pretty">{page.summary}</span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
