"use client";

import { errorTitle } from "#components/deliveries/error-info";
import { SignedBytes } from "#components/deliveries/signed-bytes";
import { BodyView } from "#components/ui/body-view";
import { CopyButton } from "#components/ui/copy-button";
import { HeaderList } from "#components/ui/header-list";
import { Tab, TabList, TabPanel, Tabs } from "#components/ui/tabs";
import { useMediaQuery } from "#components/ui/use-media-query";
import { curlCommand } from "#lib/attempts/curl-command";
import type { AttemptView } from "#lib/deliveries/delivery-view";
import { sizeNote } from "#lib/text/size-note";

/** From here on the sheet of a delivery is wide enough for two columns (delivery-sheet.tsx). */
const WIDE = "(min-width: 100rem)";

export interface ExchangeProps {
  attempt: AttemptView;
  requestBody: string;
  /** Why there is no request body. */
  missingBody: string;
  /** The workspace keeps bodies from this reader. */
  answersHidden: boolean;
  /** What verifies its signature. */
  verify?: React.ReactNode;
}

/** What was sent and what came back: side by side where the window is wide, else a tab each. */
export function WideExchange(props: ExchangeProps) {
  if (!useMediaQuery(WIDE)) return <Exchange {...props} />;
  return (
    <div className="grid grid-cols-2 gap-6 border-t pt-3">
      <section className="grid min-w-0 content-start gap-3">
        <h3 className="text-sm font-medium">Request</h3>
        <Request {...props} />
      </section>
      <section className="grid min-w-0 content-start gap-3">
        <h3 className="text-sm font-medium">Response</h3>
        <Response attempt={props.attempt} hidden={props.answersHidden} />
      </section>
    </div>
  );
}

/** What came back, and what was sent. */
export function Exchange(props: ExchangeProps) {
  return (
    <Tabs defaultValue="response">
      <TabList>
        <Tab value="response">Response</Tab>
        <Tab value="request">Request</Tab>
      </TabList>
      <TabPanel value="response" className="grid gap-3 pt-3">
        <Response attempt={props.attempt} hidden={props.answersHidden} />
      </TabPanel>
      <TabPanel value="request" className="grid gap-3 pt-3">
        <Request {...props} />
      </TabPanel>
    </Tabs>
  );
}

function Request({ attempt, requestBody, missingBody, verify }: ExchangeProps) {
  return (
    <>
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
    </>
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
