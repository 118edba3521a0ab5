"use client";

import { ChevronRight, CircleCheck, CircleX, Unplug } from "lucide-react";
import { errorTitle } from "#components/deliveries/error-info";
import { type ExchangeProps, WideExchange } from "#components/deliveries/exchange";
import { Waterfall } from "#components/deliveries/waterfall";
import { ExactTime, RelativeTime } from "#components/ui/relative-time";
import type { AttemptView } from "#lib/deliveries/delivery-view";
import { formatMs } from "#lib/time/format-time";

const OUTCOMES = {
  succeeded: { label: "Succeeded", icon: CircleCheck, className: "text-good" },
  failed: { label: "Failed", icon: CircleX, className: "text-bad" },
  interrupted: { label: "Interrupted", icon: Unplug, className: "text-warn" },
};

const REASONS: Record<AttemptView["reason"], string> = {
  first: "First attempt",
  retry: "Retry",
  replay: "Replay",
  test: "Test",
  probe: "Probe",
};

interface Props extends ExchangeProps {
  defaultOpen: boolean;
}

/** One HTTP request: a line in the timeline that opens to what was sent and what came back. */
export function AttemptCard({ defaultOpen, ...exchange }: Props) {
  const { attempt } = exchange;
  const { label, icon: Icon, className } = OUTCOMES[attempt.outcome];
  return (
    <details open={defaultOpen} className="group panel">
      <summary className="flex cursor-pointer list-none flex-wrap items-center gap-x-3 gap-y-1 rounded-[inherit] px-3 py-2.5 hover:bg-hover [&::-webkit-details-marker]:hidden">
        <ChevronRight aria-hidden className="size-3.5 text-ink-muted transition-transform group-open:rotate-90" />
        <span className={`flex items-center gap-1.5 font-medium ${className}`}>
          <Icon aria-hidden className="size-4" />
          {label}
        </span>
        <span className="text-ink-soft">{attempt.response?.status ?? errorTitle(attempt.errorCode)}</span>
        <span className="ml-auto flex gap-3 text-xs text-ink-muted">
          <span>
            #{attempt.number} {REASONS[attempt.reason]}
          </span>
          {attempt.timings.totalMs !== null && (
            <span className="tabular-nums">{formatMs(attempt.timings.totalMs)}</span>
          )}
          <RelativeTime date={attempt.startedAt} />
        </span>
      </summary>
      <div className="grid gap-4 border-t p-3">
        <Facts attempt={attempt} />
        <Waterfall timings={attempt.timings} />
        <WideExchange {...exchange} />
      </div>
    </details>
  );
}

function Facts({ attempt }: { attempt: AttemptView }) {
  return (
    <dl className="grid gap-x-6 gap-y-1 text-xs sm:grid-cols-[auto_1fr]">
      <dt className="text-ink-muted">Sent to</dt>
      <dd className="font-mono wrap-anywhere">POST {attempt.request.url}</dd>
      {attempt.remoteAddress && (
        <>
          <dt className="text-ink-muted">Address</dt>
          <dd className="font-mono">
            {attempt.remoteAddress}
            {attempt.httpVersion && `, HTTP/${attempt.httpVersion}`}
          </dd>
        </>
      )}
      <dt className="text-ink-muted">Started</dt>
      <dd>
        <ExactTime date={attempt.startedAt} />
      </dd>
      <dt className="text-ink-muted">Sent by</dt>
      <dd className="font-mono wrap-anywhere">{attempt.worker}</dd>
      {attempt.errorCode && (
        <>
          <dt className="text-ink-muted">Problem</dt>
          <dd className="wrap-anywhere">
            {attempt.response && attempt.errorMessage} <code className="text-ink-muted">{attempt.errorCode}</code>
          </dd>
        </>
      )}
    </dl>
  );
}
