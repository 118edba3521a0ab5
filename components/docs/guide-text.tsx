import Link from "next/link";
import { Children, type ComponentProps, isValidElement } from "react";
import Markdown, { type Components } from "react-markdown";
import remarkGfm from "remark-gfm";
import { ScheduleTable } from "#components/docs/schedule-table";
import { CodeBlock } from "#components/ui/code-block";
import { Snippets } from "#components/webhooks/snippets";
import { verificationSnippets } from "#lib/signing/snippets";

/** The text of a guide: Markdown with tables. A block of the language `snippets` or `schedule` stands for what we know by program. */
export function GuideText({ markdown }: { markdown: string }) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4 text-[0.9375rem] leading-6 text-pretty">
      <Markdown remarkPlugins={[remarkGfm]} components={COMPONENTS}>
        {markdown}
      </Markdown>
    </div>
  );
}

const LIST = "grid grid-cols-[minmax(0,1fr)] gap-1.5 pl-5 marker:text-ink-muted";

const COMPONENTS: Components = {
  h2: ({ children }) => <Heading>{children}</Heading>,
  a: ({ href = "", children }) => <GuideLink href={href}>{children}</GuideLink>,
  pre: ({ children, node }) => <Block line={node?.position?.start.line ?? 0}>{children}</Block>,
  code: ({ children }) => (
    <code className="rounded bg-sunken px-1 py-px font-mono text-[0.86em] wrap-anywhere sm:[td:first-child_&]:whitespace-nowrap">
      {children}
    </code>
  ),
  ul: ({ children }) => <ul className={`${LIST} list-disc`}>{children}</ul>,
  ol: ({ children }) => <ol className={`${LIST} list-decimal`}>{children}</ol>,
  li: ({ children }) => <li className="[&>*+*]:mt-2">{children}</li>,
  strong: ({ children }) => <strong className="font-semibold text-ink">{children}</strong>,
  table: ({ children }) => (
    <div className="overflow-x-auto rounded-lg border">
      <table className="w-full text-left text-sm">{children}</table>
    </div>
  ),
  thead: ({ children }) => <thead className="[&:not(:has(th))]:hidden">{children}</thead>,
  // A column without a name is no heading, but keeps its place.
  th: ({ children }) =>
    Children.count(children) === 0 ? (
      <td className="border-b bg-sunken" />
    ) : (
      <th scope="col" className="border-b bg-sunken px-3 py-2 font-medium">
        {children}
      </th>
    ),
  td: ({ children }) => (
    <td className="border-b px-3 py-2 align-top max-sm:first:min-w-32 [tr:last-child_&]:border-b-0">{children}</td>
  ),
};

function Heading({ children }: { children: React.ReactNode }) {
  const id = anchorOf(textOf(children));
  return (
    <h2 id={id} className="scroll-mt-6 pt-4 text-lg font-semibold tracking-tight">
      <a href={`#${id}`} className="rounded hover:underline">
        {children}
      </a>
    </h2>
  );
}

function GuideLink({ href, children }: { href: string; children: React.ReactNode }) {
  const isOurs = href.startsWith("/") || href.startsWith("#");
  return isOurs ? (
    <Link href={href} className="text-link underline">
      {children}
    </Link>
  ) : (
    <a href={href} rel="noreferrer" className="text-link underline">
      {children}
    </a>
  );
}

/** A block of code, or what its language stands for. Its place makes its name one of its own. */
function Block({ line, children }: { line: number; children: React.ReactNode }) {
  const code = Children.toArray(children)[0];
  if (!isValidElement<ComponentProps<"code">>(code)) return null;
  const text = textOf(code.props.children).trimEnd();
  const language = /language-(\w+)/.exec(code.props.className ?? "")?.[1] ?? "text";
  if (language === "snippets") return <Snippets snippets={verificationSnippets(STANDARD)} />;
  if (language === "schedule") return <ScheduleTable />;
  return (
    <CodeBlock
      code={text}
      label={`${LANGUAGES[language] ?? language} code, line ${line} of this page`}
      wrap={false}
      className="max-h-[32rem]"
    />
  );
}

const STANDARD = { scheme: "standard-webhooks", headerPrefix: "webhook", algorithm: "hmac-sha256" } as const;
const LANGUAGES: Record<string, string> = {
  sh: "Shell",
  js: "JavaScript",
  python: "Python",
  http: "HTTP",
  json: "JSON",
};

function textOf(node: React.ReactNode): string {
  return Children.toArray(node)
    .map((child) => {
      if (typeof child === "string" || typeof child === "number") return String(child);
      return isValidElement<{ children?: React.ReactNode }>(child) ? textOf(child.props.children) : "";
    })
    .join("");
}

function anchorOf(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "");
}
