import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { connection } from "next/server";
import { GuideText } from "#components/docs/guide-text";
import { NextGuide } from "#components/docs/next-guide";
import { PageHeader } from "#components/shell/page-header";
import { config } from "#lib/config";
import { GUIDES } from "#lib/docs/guides";
import { readGuide } from "#lib/docs/read-guide";

interface Props {
  params: Promise<{ guide: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { guide: slug } = await params;
  return { title: GUIDES.find((guide) => guide.slug === slug)?.title ?? "Not found" };
}

export default async function GuidePage({ params }: Props) {
  // Never made ahead: the Content-Security-Policy lets each answer run its own scripts only.
  await connection();
  const found = await readGuide((await params).guide, config().url);
  if (!found) notFound();
  const { guide, markdown } = found;
  return (
    <article className="grid max-w-3xl grid-cols-[minmax(0,1fr)]">
      <PageHeader
        crumbs={[{ label: "Docs", href: "/docs" }, { label: guide.title }]}
        title={guide.title}
        description={guide.summary}
      />
      <GuideText markdown={markdown} />
      <NextGuide after={guide.slug} />
    </article>
  );
}
