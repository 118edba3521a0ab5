import { Badge } from "#components/ui/badge";
import { Table, TableCell, TableHead, TableRow } from "#components/ui/table";
import type { ShardView } from "#lib/health/health-view";
import { formatNumber } from "#lib/text/plural";
import { formatMs } from "#lib/time/format-time";

/** The dispatchers: who works, and what waits for each. */
export function ShardTable({ shards }: { shards: ShardView[] }) {
  return (
    <Table label="Dispatchers">
      <thead>
        <tr>
          <TableHead>Dispatcher</TableHead>
          <TableHead>State</TableHead>
          <TableHead className="text-right">Waiting</TableHead>
          <TableHead className="text-right">Oldest due</TableHead>
        </tr>
      </thead>
      <tbody>
        {shards.map(({ id, slow, wanted, running, pending, oldestDueSeconds }) => (
          <TableRow key={id}>
            <TableCell className="h-9 whitespace-nowrap">
              <span className="tabular-nums">{id}</span>
              {slow && <span className="text-ink-muted"> for webhooks that hang</span>}
            </TableCell>
            <TableCell className="h-9">
              {running ? (
                <Badge tone="info">At work</Badge>
              ) : wanted ? (
                <Badge tone="warn">Wanted</Badge>
              ) : (
                <Badge>At rest</Badge>
              )}
            </TableCell>
            <TableCell className="h-9 text-right tabular-nums">{formatNumber(pending)}</TableCell>
            <TableCell className="h-9 text-right whitespace-nowrap text-ink-soft tabular-nums">
              {oldestDueSeconds === null ? "–" : formatMs(Math.max(0, oldestDueSeconds) * 1000)}
            </TableCell>
          </TableRow>
        ))}
      </tbody>
    </Table>
  );
}
