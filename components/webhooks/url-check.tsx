import { CircleCheck, Info } from "lucide-react";

/** What this instance allows beyond public https addresses. */
export interface UrlRules {
  allowHttp: boolean;
  /** The demo may send to this very machine. */
  allowLoopback: boolean;
}

const PRIVATE =
  /^(10\.|127\.|169\.254\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|\[(::1|f[cd]|fe80))|(^|\.)(local|internal|localhost|lan|home\.arpa)$/i;
const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** What can be said about a URL while it is typed. Whether its host can be reached only sending shows. */
export function UrlCheck({ text, rules }: { text: string; rules: UrlRules }) {
  const problem = urlAdvice(text, rules);
  if (problem === null) return <>Must be reachable from the internet and answer 2xx.</>;
  const Icon = problem.good ? CircleCheck : Info;
  return (
    <span className="flex gap-1.5">
      <Icon
        aria-hidden
        className={problem.good ? "mt-0.5 size-3.5 shrink-0 text-good" : "mt-0.5 size-3.5 shrink-0 text-warn"}
      />
      {problem.text}
    </span>
  );
}

function urlAdvice(text: string, rules: UrlRules): { good: boolean; text: string } | null {
  if (!URL.canParse(text.trim())) return null;
  const { protocol, hostname } = new URL(text.trim());
  if (protocol !== "https:" && protocol !== "http:") return null;
  if (LOOPBACK.has(hostname) && rules.allowLoopback) return { good: true, text: "This machine: allowed in the demo." };
  if (protocol === "http:" && !rules.allowHttp)
    return { good: false, text: "Plain http is refused here. Use https://." };
  if (PRIVATE.test(hostname))
    return { good: false, text: `${hostname} looks private. Requests to private addresses are blocked.` };
  return { good: true, text: protocol === "https:" ? "Encrypted, public address." : "Allowed, but not encrypted." };
}
