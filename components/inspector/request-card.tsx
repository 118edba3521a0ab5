"use client";

import { ChevronRight } from "lucide-react";
import { SignatureVerdict } from "#components/inspector/signature-verdict";
import { BodyView } from "#components/ui/body-view";
import { CopyButton } from "#components/ui/copy-button";
import { HeaderList } from "#components/ui/header-list";
import { RelativeTime } from "#components/ui/relative-time";
import { Tab, TabList, TabPanel, Tabs } from "#components/ui/tabs";
import { cn } from "#lib/class-names";
import type { InboxRequestView } from "#lib/inbox/list-inbox-requests";
import { testFixture } from "#lib/inbox/test-fixture";

const PREVIEW_LENGTH = 160;

interface Props {
  request: InboxRequestView;
  open: boolean;
  onToggle: () => void;
}

/** One request that arrived: a line that opens to its body and headers. */
export function RequestCard({ request, open, onToggle }: Props) {
  return (
    <li className="panel min-w-0">
      <h3>
        <button
          type="button"
          aria-expanded={open}
          onClick={onToggle}
          className="flex w-full flex-wrap items-center gap-x-3 gap-y-1 rounded-[inherit] px-3 py-2.5 text-left hover:bg-hover focus-visible:-outline-offset-2"
        >
          <ChevronRight
            aria-hidden
            className={cn("size-3.5 text-ink-muted transition-transform", open && "rotate-90")}
          />
          <span className="font-mono text-xs font-medium">{request.method}</span>
          <SignatureVerdict verdict={request.signature.verdict} />
          <span className="hidden min-w-0 flex-1 truncate font-mono text-2xs text-ink-muted md:block">
            {request.bodyEncoding === "utf-8" && request.body.slice(0, PREVIEW_LENGTH)}
          </span>
          <span className="ml-auto flex gap-3 text-xs whitespace-nowrap text-ink-muted">
            <span>{request.answeredStatus === null ? "not answered" : `answered ${request.answeredStatus}`}</span>
            <RelativeTime date={request.receivedAt} />
          </span>
        </button>
      </h3>
      {open && (
        <div className="grid gap-3 border-t p-3">
          <div className="flex flex-wrap items-start justify-between gap-2">
            <p className="min-w-0 flex-1 text-ink-soft wrap-anywhere">
              {request.signature.detail}
              {request.signature.scheme && <span className="text-ink-muted"> ({request.signature.scheme})</span>}
            </p>
            <CopyButton value={testFixture(request)} label="Copy as test fixture" className="h-7 px-2.5 text-xs">
              Copy as test fixture
            </CopyButton>
          </div>
          <Tabs defaultValue="body">
            <TabList>
              <Tab value="body">Body</Tab>
              <Tab value="headers">Headers</Tab>
            </TabList>
            <TabPanel value="body" className="pt-3">
              <BodyView
                body={request.body}
                encoding={request.bodyEncoding}
                label="Request body"
                empty="The body is empty, or hidden from your role."
              />
            </TabPanel>
            <TabPanel value="headers" className="grid gap-3 pt-3">
              <p className="font-mono text-xs wrap-anywhere">
                {request.method} {request.url}
              </p>
              <HeaderList headers={request.headers} label="Request headers" />
            </TabPanel>
          </Tabs>
        </div>
      )}
    </li>
  );
}
