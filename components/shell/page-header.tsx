import { ChevronRight } from "lucide-react";
import Link from "next/link";

export interface Crumb {
  label: string;
  href?: string;
}

/** Where the reader is, what this page is, and what can be done here. */
export function PageHeader(props: {
  crumbs: Crumb[];
  title: React.ReactNode;
  description?: React.ReactNode;
  actions?: React.ReactNode;
}) {
  return (
    <header className="grid gap-3 pb-5">
      <nav aria-label="Breadcrumb">
        <ol className="flex flex-wrap items-center gap-x-1 text-xs text-ink-muted">
          {props.crumbs.map(({ label, href }, index) => (
            <li key={label} className="flex min-w-0 items-center gap-1">
              {index > 0 && <ChevronRight aria-hidden className="size-3 shrink-0" />}
              {href ? (
                <Link href={href} className="max-w-56 truncate rounded hover:text-ink hover:underline">
                  {label}
                </Link>
              ) : (
                <span className="max-w-56 truncate">{label}</span>
              )}
            </li>
          ))}
        </ol>
      </nav>
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="grid min-w-0 gap-1">
          <h1 className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1 text-xl font-semibold tracking-tight wrap-anywhere">
            {props.title}
          </h1>
          {props.description && (
            <div className="max-w-3xl text-ink-muted text-pretty wrap-anywhere">{props.description}</div>
          )}
        </div>
        {props.actions && <div className="flex flex-wrap items-center gap-2">{props.actions}</div>}
      </div>
    </header>
  );
}
