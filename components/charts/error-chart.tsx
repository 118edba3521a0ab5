import Link from "next/link";
import { errorTitle } from "#components/deliveries/error-info";
import type { WebhookChart } from "#lib/statistics/chart-webhook";
import { CHART_RANGES } from "#lib/statistics/ranges";
import { formatNumber } from "#lib/text/plural";

const SHOWN = 5;

/** Why attempts failed, most frequent first; each leads to the deliveries concerned. */
export function ErrorChart({ chart, hrefOf }: { chart: WebhookChart; hrefOf: (code: string) => string }) {
  const errors = chart.errors.slice(0, SHOWN);
  const others = chart.errors.slice(SHOWN).reduce((sum, error) => sum + error.count, 0);
  const peak = errors[0]?.count ?? 1;
  return (
    <section className="panel grid min-w-0 content-start gap-3 p-4" aria-label="Failures by kind">
      <h3 className="text-xs font-medium text-ink-soft">Failures by kind</h3>
      {errors.length === 0 && (
        <p className="grid min-h-28 place-items-center text-xs text-ink-muted">
          No attempt failed in {CHART_RANGES[chart.range].words}.
        </p>
      )}
      <ul className="grid gap-2">
        {errors.map(({ code, count }) => (
          <li key={code} className="grid gap-1">
            <div className="flex items-baseline justify-between gap-3 text-xs">
              <Link href={hrefOf(code)} className="text-link truncate">
                {errorTitle(code)}
              </Link>
              <span className="tabular-nums">{formatNumber(count)}</span>
            </div>
            <div aria-hidden className="h-1.5 rounded-full bg-sunken">
              <div
                className="h-full rounded-full bg-bad-bar"
                style={{ width: `${Math.max(1, (count / peak) * 100)}%` }}
              />
            </div>
          </li>
        ))}
        {others > 0 && <li className="text-xs text-ink-muted">{formatNumber(others)} of other kinds</li>}
      </ul>
    </section>
  );
}
