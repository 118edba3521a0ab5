import { CircleAlert, CircleCheck, TriangleAlert } from "lucide-react";
import { cn } from "#lib/class-names";
import type { HealthCheck } from "#lib/health/health-view";

const LOOKS = {
  ok: { icon: CircleCheck, word: "Works", className: "text-good" },
  warn: { icon: TriangleAlert, word: "Look at it", className: "text-warn" },
  bad: { icon: CircleAlert, word: "Broken", className: "text-bad" },
};

/** What an operator relies on, the worst first; what needs somebody says what to do. */
export function HealthChecks({ checks }: { checks: HealthCheck[] }) {
  return (
    <ul aria-label="Checks" className="panel divide-y divide-line">
      {checks.map(({ id, label, status, summary, advice }) => {
        const { icon: Icon, word, className } = LOOKS[status];
        return (
          <li key={id} className="flex gap-3 px-4 py-2.5">
            <Icon role="img" aria-label={word} className={cn("mt-0.5 size-4 shrink-0", className)} />
            <div className="grid min-w-0 flex-1 gap-x-4 sm:grid-cols-[8rem_minmax(0,1fr)]">
              <span className="font-medium">{label}</span>
              <span className="min-w-0 wrap-anywhere">
                <span className={status === "ok" ? "text-ink-soft" : className}>{summary}</span>
                {advice && <span className="block text-ink-soft text-pretty">{advice}</span>}
              </span>
            </div>
          </li>
        );
      })}
    </ul>
  );
}

const VERDICTS = {
  ok: "Everything works",
  warn: "Something needs a look",
  bad: "Something does not work",
};

/** The whole instance in one line. */
export function HealthVerdict({ checks, status }: { checks: HealthCheck[]; status: HealthCheck["status"] }) {
  const { icon: Icon, className } = LOOKS[status];
  const troubled = checks.filter((check) => check.status !== "ok").map(({ label }) => label);
  return (
    <p role="status" className={cn("flex items-center gap-2.5 text-base font-semibold", className)}>
      <Icon aria-hidden className="size-5 shrink-0" />
      <span>
        {VERDICTS[status]}
        {troubled.length > 0 && `: ${troubled.join(", ")}`}
      </span>
    </p>
  );
}
