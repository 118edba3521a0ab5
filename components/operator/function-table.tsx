import Link from "next/link";
import { Badge } from "#components/ui/badge";
import { RelativeTime } from "#components/ui/relative-time";
import { Table, TableCell, TableHead, TableRow } from "#components/ui/table";
import { operatorPath, withQuery } from "#lib/dashboard-paths";
import type { FunctionNumbers, FunctionView } from "#lib/engine/engine-view";
import { formatNumber } from "#lib/text/plural";

const NUMBER = "w-22 text-right tabular-nums";

interface Props {
  functions: FunctionView[];
  /** Null where a real Inngest executes them and counts itself. */
  numbers: FunctionNumbers[] | null;
}

/** Every function of the app: what starts it, its limits, and how it is doing. */
export function FunctionTable({ functions, numbers }: Props) {
  const of = new Map(numbers?.map((each) => [each.functionId, each]));
  return (
    <Table label="Functions">
      <thead>
        <tr>
          <TableHead>Function</TableHead>
          <TableHead>Starts</TableHead>
          <TableHead className="max-lg:hidden">Limit</TableHead>
          {numbers && (
            <>
              <TableHead className={NUMBER}>Running</TableHead>
              <TableHead className={NUMBER}>Queued</TableHead>
              <TableHead className={NUMBER}>Failed, 24 h</TableHead>
              <TableHead className={NUMBER}>Completed</TableHead>
              <TableHead className="w-24 max-md:hidden">Last run</TableHead>
            </>
          )}
        </tr>
      </thead>
      <tbody>
        {functions.map((fn) => (
          <FunctionRow key={fn.id} fn={fn} numbers={numbers && (of.get(fn.id) ?? null)} />
        ))}
      </tbody>
    </Table>
  );
}

function FunctionRow({ fn, numbers }: { fn: FunctionView; numbers: FunctionNumbers | null }) {
  return (
    <TableRow>
      <TableCell className="min-w-58">
        {numbers ? (
          <Link
            href={withQuery(operatorPath("engine"), { function: fn.id })}
            scroll={false}
            className="font-medium hover:underline"
          >
            {fn.name}
          </Link>
        ) : (
          <span className="font-medium">{fn.name}</span>
        )}
        <span className="block font-mono text-xs wrap-anywhere text-ink-muted">{fn.id}</span>
      </TableCell>
      <TableCell className="min-w-54">
        <ul className="grid gap-0.5 text-xs">
          {fn.events.map((event) => (
            <li key={event} className="font-mono wrap-anywhere">
              {event}
            </li>
          ))}
          {fn.crons.map(({ cron, nextAt }) => (
            <li key={cron}>
              <span className="font-mono">{cron}</span>{" "}
              <RelativeTime date={nextAt} className="whitespace-nowrap text-ink-muted" />
            </li>
          ))}
        </ul>
      </TableCell>
      <TableCell className="text-xs text-ink-soft max-lg:hidden">{fn.concurrency ?? "–"}</TableCell>
      {numbers && (
        <>
          <TableCell className={NUMBER}>{count(numbers.running)}</TableCell>
          <TableCell className={NUMBER}>{count(numbers.queued)}</TableCell>
          <TableCell className={NUMBER}>
            {numbers.failed24h > 0 ? <Badge tone="bad">{formatNumber(numbers.failed24h)}</Badge> : count(0)}
          </TableCell>
          <TableCell className={NUMBER}>{count(numbers.completed)}</TableCell>
          <TableCell className="whitespace-nowrap text-ink-soft max-md:hidden">
            {numbers.lastRunAt ? <RelativeTime date={numbers.lastRunAt} /> : "–"}
          </TableCell>
        </>
      )}
    </TableRow>
  );
}

/** Zeroes step back, so that the others are seen. */
function count(value: number): React.ReactNode {
  return value === 0 ? <span className="text-ink-muted">0</span> : formatNumber(value);
}
