"use client";

import { ChevronRight, CircleCheck, CircleX, Unplug } from "lucide-react";
import { errorTitle } from "#components/deliveries/error-info";
import { SignedBytes } from "#components/deliveries/signed-bytes";
import { Waterfall } from "#components/deliveries/waterfall";
import { BodyView } from "#components/ui/body-view";
import { CopyButton } from "#components/ui/copy-button";
import { HeaderList } from "#components/ui/header-list";
import { ExactTime, RelativeTime } from "#components/ui/relative-time";
import { Tab, TabList, TabPanel, Tabs } from "#components/ui/tabs";
import { curlCommand } from "#lib/attempts/curl-command";
import type { AttemptView } from "#lib/deliveries/delivery-view";
import { sizeNote } from "#lib/text/size-note";
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

interface Props {
  attempt: AttemptView;
  requestBody: string;
  /** Why there is no request body. */
  missingBody: string;
  /** The workspace keeps bodies from this reader. */
  answersHidden: boolean;
  defaultOpen: boolean;
  /** What verifies its signature. */
  verify?: React.ReactNode;
}

/** One HTTP request: a line in the timeline that opens to what was sent and what came back. */
export function AttemptCard({ attempt, requestBody, missingBody, answersHidden, defaultOpen, verify }: Props) {
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
        <Exchange {...{ attempt, requestBody, missingBody, answersHidden, verify }} />
      </div>
    </details>
  );
}

/** What came back, and what was sent. */
export function Exchange({ attempt, requestBody, missingBody, answersHidden, verify }: Omit<Props, "defaultOpen">) {
  return (
    <Tabs defaultValue="response">
      <TabList>
        <Tab value="response">Response</Tab>
        <Tab value="request">Request</Tab>
      </TabList>
      <TabPanel value="response" className="grid gap-3 pt-3">
        <Response attempt={attempt} hidden={answersHidden} />
      </TabPanel>
      <TabPanel value="request" className="grid gap-3 pt-3">
        <div className="flex flex-wrap gap-2">
          {verify}
          {requestBody !== "" && (
            <CopyButton value={curlOf(attempt, requestBody)} label="Copy as curl" className="h-7 px-2.5 text-xs">
              Copy as curl
            </CopyButton>
          )}
        </div>
        <HeaderList headers={attempt.request.headers} label="Request headers" />
        <SignedBytes headers={attempt.request.headers} body={requestBody} />
        <BodyView body={requestBody} label="Request body" empty={missingBody} note={sizeNote(requestBody)} />
      </TabPanel>
    </Tabs>
  );
}

const curlOf = ({ request: { url, headers } }: AttemptView, body: string) => curlCommand(url, headers, body);

export const BODIES_HIDDEN = "This workspace shows payloads to developers and above only.";

function Response({
  attempt: { id, response, errorMessage, errorCode },
  hidden,
}: {
  attempt: AttemptView;
  hidden: boolean;
}) {
  if (!response)
    return <p className="text-ink-soft wrap-anywhere">No answer came. {errorMessage ?? errorTitle(errorCode)}</p>;
  return (
    <>
      <HeaderList headers={response.headers} label="Response headers" />
      <BodyView
        body={response.body}
        encoding={response.bodyEncoding}
        label="Response body"
        fileName={`response-${id}`}
        empty={hidden ? BODIES_HIDDEN : "The body is empty."}
        note={response.truncated ? "Cut off here: more came than is kept." : undefined}
      />
    </>
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
