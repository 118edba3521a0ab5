"use client";

import { Radio } from "lucide-react";
import { useState } from "react";
import { RequestCard } from "#components/inspector/request-card";
import { CopyButton } from "#components/ui/copy-button";
import { EmptyState } from "#components/ui/empty-state";
import { Notice } from "#components/ui/notice";
import { usePolledJson } from "#components/use-polled-json";
import { dataPath } from "#lib/dashboard-paths";
import type { Page } from "#lib/http/cursor";
import type { InboxView } from "#lib/inbox/inbox-view";
import type { InboxRequestView } from "#lib/inbox/list-inbox-requests";

const POLL_MS = 1_000;

/** What arrived, newest first, as it arrives. The newest is open until the reader opens another. */
export function InboxRequests({
  workspace,
  inbox,
  initial,
}: {
  workspace: string;
  inbox: InboxView;
  initial: Page<InboxRequestView>;
}) {
  const url = dataPath(workspace, "inboxes", inbox.id, "requests");
  const { data, error } = usePolledJson<Page<InboxRequestView>>(url, () => POLL_MS, initial);
  const [chosen, setChosen] = useState<string | null | undefined>(undefined);
  const requests = data?.data ?? [];
  const openId = chosen === undefined ? requests[0]?.id : chosen;
  return (
    <section aria-labelledby="arrived" className="grid min-w-0 content-start gap-2">
      <div className="flex items-baseline justify-between gap-3">
        <h2 id="arrived" className="font-semibold">
          What arrived
        </h2>
        <span className="flex items-center gap-1.5 text-xs text-ink-muted">
          <Radio aria-hidden className="size-3.5 text-good" /> Listening
        </span>
      </div>
      {error && (
        <Notice tone="warn" alert>
          {error} Trying again.
        </Notice>
      )}
      {requests.length === 0 ? (
        <Nothing inbox={inbox} />
      ) : (
        <ol aria-live="polite" aria-relevant="additions" className="grid gap-2">
          {requests.map((request) => (
            <RequestCard
              key={request.id}
              request={request}
              open={request.id === openId}
              onToggle={() => setChosen(request.id === openId ? null : request.id)}
            />
          ))}
        </ol>
      )}
      {data?.nextCursor && <p className="text-xs text-ink-muted">Only the newest {requests.length} are shown.</p>}
    </section>
  );
}

function Nothing({ inbox }: { inbox: InboxView }) {
  const curl = `curl -X POST -H 'content-type: application/json' -d '{"hello":"world"}' ${inbox.url}`;
  return (
    <EmptyState
      title="Nothing has arrived yet"
      className="py-10"
      actions={
        <CopyButton value={curl} label="Copy a curl command">
          Copy a curl command
        </CopyButton>
      }
    >
      Point a webhook at this inbox and send a test event, or post something to it yourself. It appears here at once.
    </EmptyState>
  );
}
