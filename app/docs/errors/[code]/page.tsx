import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { connection } from "next/server";
import { readErrorPages } from "#app/_lib/error-pages";
import { InlineCode } from "#components/docs/inline-code";
import { PageHeader } from "#components/shell/page-header";
import { Badge } from "#components/ui/badge";

interface Props {
  params: Promise<{ code: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Error ${(await params).code}` };
}

export default async function ErrorPage({ params }: Props) {
  // Never made ahead: the Content-Security-Policy lets each answer run its own scripts only.
  await connection();
  const { code } = await params;
  const page = (await readErrorPages()).find((candidate) => candidate.code === code);
  if (!page) notFound();
  return (
    <div>
      <PageHeader
        crumbs={[{ label: "Docs" }, { label: "Errors", href: "/docs/errors" }, { label: code }]}
        title={<code className="font-mono">{code}</code>}
        description={
          <span className="flex items-center gap-2">
            <Badge>{page.status}</Badge> {page.title}
          </span>
        }
      />
      <div className="grid max-w-3xl gap-3 text-pretty">
        {page.paragraphs.map((text) => (
          <p key={text}>
            <InlineCode text={text} />
          </p>
        ))}
      </div>
    </div>
  );
}
