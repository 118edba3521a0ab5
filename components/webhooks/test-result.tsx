"use client";

import { LoaderCircle } from "lucide-react";
import Link from "next/link";
import { useEffect } from "react";
import { DeliveryStatus } from "#components/deliveries/delivery-status";
import { errorInfo } from "#components/deliveries/error-info";
import { BODIES_HIDDEN, Exchange } from "#components/deliveries/exchange";
import { Waterfall } from "#components/deliveries/waterfall";
import { Notice } from "#components/ui/notice";
import { usePolledJson } from "#components/use-polled-json";
import { dataPath, developerPath, withQuery } from "#lib/dashboard-paths";
import type { DeliveryDetail } from "#lib/deliveries/delivery-view";
import { formatMs } from "#lib/time/format-time";

const POLL_MS = 500;

interface Props {
  workspace: string;
  /** Null while it is being made. */
  deliveryId: string | null;
  /** A success in one line. */
  compact?: boolean;
  /** Told once when the first attempt is over. */
  onDone?: (succeeded: boolean) => void;
}

/** What became of a test event, as soon as its first attempt is over: the request and the answer. */
export function TestResult({ workspace, deliveryId, compact = false, onDone }: Props) {
  const { data, error } = usePolledJson<DeliveryDetail>(
    deliveryId && dataPath(workspace, "deliveries", deliveryId),
    (delivery) => (delivery === null || delivery.attempts.length === 0 ? POLL_MS : null),
  );
  const attempt = data?.attempts.at(-1);
  const outcome = attempt?.outcome;
  useEffect(() => {
    if (outcome) onDone?.(outcome === "succeeded");
  }, [outcome, onDone]);
  const info = attempt?.outcome === "succeeded" ? null : errorInfo(attempt?.errorCode ?? null);
  const href = deliveryId && withQuery(developerPath(workspace, "deliveries"), { delivery: deliveryId });
  return (
    <section aria-label="Test result" aria-live="polite" className="panel grid min-w-0 gap-3 p-4">
      {error && <Notice tone="bad">{error}</Notice>}
      {!attempt && !error && (
        <p className="flex items-center gap-2 text-ink-soft">
          <LoaderCircle aria-hidden className="size-4 animate-spin" /> Sending, waiting for the answer…
        </p>
      )}
      {data && attempt && (
        <>
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <DeliveryStatus delivery={data} />
            {attempt.response && <span className="font-mono text-xs">HTTP {attempt.response.status}</span>}
            {attempt.timings.totalMs !== null && (
              <span className="text-ink-muted tabular-nums">{formatMs(attempt.timings.totalMs)}</span>
            )}
            {href && (
              <Link href={href} className="text-link ml-auto">
                Open delivery
              </Link>
            )}
          </div>
          {info && (
            <Notice tone="warn" title={info.title}>
              {info.cause} {info.tryThis}
            </Notice>
          )}
          {!(compact && outcome === "succeeded") && (
            <>
              <Waterfall timings={attempt.timings} />
              <Exchange
                attempt={attempt}
                requestBody={data.requestBody}
                missingBody={data.event?.dataHidden ? BODIES_HIDDEN : "The body is empty."}
                answersHidden={data.event?.dataHidden ?? false}
              />
            </>
          )}
        </>
      )}
    </section>
  );
}
