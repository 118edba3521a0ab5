import type { Metadata } from "next";
import Link from "next/link";
import { connection } from "next/server";
import { readErrorPages } from "#app/_lib/error-pages";
import { PageHeader } from "#components/shell/page-header";

export const metadata: Metadata = { title: "Errors" };

export default async function ErrorsPage() {
  // Never made ahead: the Content-Security-Policy lets each answer run its own scripts only.
  await connection();
  const pages = await readErrorPages();
  return (
    <div>
      <PageHeader
        crumbs={[{ label: "Docs" }, { label: "Errors" }]}
        title="Errors"
        description="Every failure of the API has a stable code. Branch on it; title and detail are for people."
      />
      <ul className="divide-y rounded-lg border bg-surface">
        {pages.map(({ code, status, title }) => (
          <li key={code}>
            <Link
              href={`/docs/errors/${code}`}
              className="flex flex-wrap items-baseline gap-x-3 px-4 py-2.5 hover:bg-hover"
            >
              <code className="font-mono text-sm">{code}</code>
              <span className="text-sm text-ink-muted">
                {status} · {title}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}
