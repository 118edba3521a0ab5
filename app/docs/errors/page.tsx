import type { Metadata } from "next";
import Link from "next/link";
import { connection } from "next/server";
import { readErrorPages } from "#app/_lib/error-pages";
import { InlineCode } from "#components/docs/inline-code";
import { PageHeader } from "#components/shell/page-header";
import { ERROR_INFO } from "#lib/attempts/error-codes";

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
      <section aria-labelledby="attempts" className="grid gap-2 pt-8">
        <h2 id="attempts" className="text-base font-semibold">
          Why an attempt failed
        </h2>
        <p className="max-w-3xl text-ink-muted text-pretty">
          <InlineCode text="What a receiver does wrong is no failure of the API: it is the `errorCode` of an attempt, on the pages and in `/api/v1/deliveries/{id}`." />
        </p>
        <dl className="divide-y rounded-lg border bg-surface">
          {Object.entries(ERROR_INFO).map(([code, { title, cause, tryThis }]) => (
            <div key={code} className="grid gap-x-3 gap-y-0.5 px-4 py-2.5 sm:grid-cols-[12rem_minmax(0,1fr)]">
              <dt>
                <code className="font-mono text-sm">{code}</code>
              </dt>
              <dd className="grid gap-0.5 text-sm">
                <span className="font-medium">{title}</span>
                <span className="text-ink-muted">
                  {cause} {tryThis}
                </span>
              </dd>
            </div>
          ))}
        </dl>
      </section>
    </div>
  );
}
