import Link from "next/link";
import { Logo } from "#components/shell/logo";
import { GUIDES } from "#lib/docs/guides";

const LINKS = [
  ...GUIDES.map(({ slug, title }) => ({ href: `/docs/${slug}`, label: title })),
  { href: "/docs/api", label: "API reference" },
  { href: "/docs/errors", label: "Errors" },
  { href: "/api/v1/openapi.json", label: "OpenAPI" },
];

/** The top of every page of the documentation. */
export function DocsHeader() {
  return (
    <header className="border-b">
      <div className="mx-auto flex max-w-6xl flex-wrap items-center gap-x-6 gap-y-2 px-4 py-3">
        <Link href="/" aria-label="Posthorn, home" className="rounded">
          <Logo />
        </Link>
        <Link href="/docs" className="rounded font-medium hover:underline">
          Docs
        </Link>
        <nav aria-label="Documentation">
          <ul className="flex flex-wrap gap-x-4 gap-y-1 text-sm text-ink-muted">
            {LINKS.map(({ href, label }) => (
              <li key={href}>
                {href.startsWith("/docs") ? (
                  <Link href={href} className="rounded hover:text-ink hover:underline">
                    {label}
                  </Link>
                ) : (
                  <a href={href} className="rounded hover:text-ink hover:underline">
                    {label}
                  </a>
                )}
              </li>
            ))}
          </ul>
        </nav>
      </div>
    </header>
  );
}
