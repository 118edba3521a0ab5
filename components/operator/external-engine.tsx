import { ExternalLink } from "lucide-react";
import { buttonStyle } from "#components/ui/button";
import { CopyableId } from "#components/ui/copyable-id";
import { Fact, Facts } from "#components/ui/facts";
import { Notice } from "#components/ui/notice";
import type { ExternalServer } from "#lib/engine/engine-view";

const NAMES: Record<ExternalServer["kind"], string> = {
  cloud: "Inngest Cloud",
  "self-hosted": "A self-hosted Inngest server",
  dev: "An Inngest dev server",
};

/** Which Inngest executes the functions, and where its runs are to be seen. */
export function ExternalEngine({ server }: { server: ExternalServer }) {
  return (
    <div className="grid gap-4">
      <Notice
        tone="info"
        title={`${NAMES[server.kind]} executes the functions`}
        actions={
          <a
            href={server.dashboardUrl}
            target="_blank"
            rel="noreferrer"
            className={buttonStyle({ variant: "secondary", size: "sm" })}
          >
            Open its dashboard <ExternalLink aria-hidden />
          </a>
        }
      >
        Its runs, steps, errors and queue are in its own dashboard
        {server.kind === "self-hosted" &&
          ", unless it was started with --no-ui, and not for everybody: it has no sign-in"}
        . Deliveries wait in Posthorn's database whatever happens to it.
      </Notice>
      <Facts>
        <Fact label="Server">
          <CopyableId id={server.url} label="Copy the server's address" />
        </Fact>
        <Fact label="Calls">
          <CopyableId id={server.serveUrl} label="Copy the address that it calls" />
        </Fact>
        <Fact label="App">posthorn, version {server.appVersion}</Fact>
      </Facts>
    </div>
  );
}
