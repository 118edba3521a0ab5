import { SearchCheck } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { cache, Suspense } from "react";
import { resumeWebhookAction, sendTestAction } from "#app/_actions/webhooks";
import { begin } from "#app/_lib/begin";
import { deliveryActions, loadRecent, signatureCheck } from "#app/_lib/load-deliveries";
import { replayActions } from "#app/_lib/load-replays";
import { pageContext } from "#app/_lib/session";
import { pageWebhook, pageWebhookSetup, productRules, type WebhookParams, webhookRights } from "#app/_lib/webhook-page";
import { ChartRanges, WebhookCharts, WebhookChartsSkeleton } from "#components/charts/webhook-charts";
import { DeliveryLog } from "#components/deliveries/delivery-log";
import { DeliveryTableSkeleton } from "#components/deliveries/delivery-table-skeleton";
import { NARROW_VIEW } from "#components/deliveries/log-view";
import { ButtonLink } from "#components/ui/button";
import { EmptyState } from "#components/ui/empty-state";
import { defaultType } from "#components/webhooks/default-type";
import { HealthSentence } from "#components/webhooks/health-sentence";
import { ResumeButton } from "#components/webhooks/resume-button";
import { SendHeld } from "#components/webhooks/send-held";
import { TestAndResume } from "#components/webhooks/test-and-resume";
import { WebhookFacts } from "#components/webhooks/webhook-facts";
import { WebhookNumbers } from "#components/webhooks/webhook-numbers";
import { OverviewSkeleton } from "#components/webhooks/webhook-skeletons";
import { shownStatus } from "#components/webhooks/webhook-status";
import { WithheldNotice } from "#components/webhooks/withheld-notice";
import type { WorkspaceContext } from "#lib/context/workspace-context";
import { developerPath, withQuery } from "#lib/dashboard-paths";
import { type EventTypeName, listEventTypeNames } from "#lib/event-types/list-event-type-names";
import { chartWebhook } from "#lib/statistics/chart-webhook";
import { type ChartRange, chartRange } from "#lib/statistics/ranges";
import { lastFailed } from "#lib/webhooks/last-failed";
import { nextAttempt } from "#lib/webhooks/next-attempt";
import type { WebhookView } from "#lib/webhooks/webhook-view";

const RECENT = 8;

const readCharts = cache(async (workspace: string, id: string, range: ChartRange) => {
  const now = new Date();
  return { chart: await chartWebhook(await pageContext(workspace), id, range, now), nowMs: now.getTime() };
});

const readRecent = cache(async (workspace: string, id: string) => loadRecent(await pageContext(workspace), id, RECENT));

export async function generateMetadata({ params }: WebhookParams): Promise<Metadata> {
  const { workspace, webhook } = await params;
  return { title: (await pageWebhookSetup(workspace, webhook)).name };
}

interface Props extends WebhookParams {
  searchParams: Promise<{ range?: string | string[]; resume?: string | string[] }>;
}

export default function WebhookOverview(props: Props) {
  return (
    <Suspense fallback={<OverviewSkeleton />}>
      <Overview {...props} />
    </Suspense>
  );
}

async function Overview({ params, searchParams }: Props) {
  const [{ workspace, webhook: id }, search] = await Promise.all([params, searchParams]);
  const range = chartRange(search.range);
  const askToResume = search.resume !== undefined;
  // Beside the webhook, which the page waits for.
  begin(readCharts(workspace, id, range));
  begin(readRecent(workspace, id));
  const [ctx, webhook] = await Promise.all([pageContext(workspace), pageWebhook(workspace, id)]);
  const isFailing = shownStatus(webhook) === "failing";
  const [product, failedId, nextAttemptAt, types] = await Promise.all([
    productRules(ctx, webhook),
    isFailing ? lastFailed(ctx, webhook.id) : null,
    isFailing ? nextAttempt(ctx, webhook.id) : null,
    webhook.status === "active" ? [] : listEventTypeNames(ctx),
  ]);
  return (
    <div className="grid gap-6">
      <HealthSentence
        webhook={webhook}
        nextAttemptAt={nextAttemptAt}
        actions={
          <div className="flex flex-wrap gap-2">
            {failedId && (
              <ButtonLink
                size="sm"
                href={withQuery(developerPath(workspace, "webhooks", webhook.id), { delivery: failedId })}
                scroll={false}
              >
                <SearchCheck aria-hidden /> See the last failure
              </ButtonLink>
            )}
            <WayBack ctx={ctx} webhook={webhook} types={types} open={askToResume} />
          </div>
        }
      />
      <WithheldNotice webhook={webhook} />
      {webhook.counts && <WebhookNumbers counts={webhook.counts} />}
      <section className="grid gap-3" aria-labelledby="charts">
        <ChartRanges path={developerPath(workspace, "webhooks", webhook.id)} range={range} />
        <Suspense key={range} fallback={<WebhookChartsSkeleton />}>
          <Charts workspace={workspace} id={id} range={range} />
        </Suspense>
      </section>
      <div className="grid items-start gap-6 xl:grid-cols-[minmax(0,1fr)_20rem]">
        <section className="min-w-0" aria-labelledby="recent">
          <div className="flex items-baseline justify-between pb-2">
            <h2 id="recent" className="font-semibold">
              Recent deliveries
            </h2>
            <Link href={developerPath(workspace, "webhooks", webhook.id, "logs")} className="text-link">
              All deliveries
            </Link>
          </div>
          <Suspense fallback={<DeliveryTableSkeleton about="webhook" view={NARROW_VIEW} />}>
            <Recent ctx={ctx} id={id} />
          </Suspense>
        </section>
        <WebhookFacts webhook={webhook} product={product} />
      </div>
    </div>
  );
}

async function Charts({ workspace, id, range }: { workspace: string; id: string; range: ChartRange }) {
  const { chart, nowMs } = await readCharts(workspace, id, range);
  return <WebhookCharts chart={chart} logsPath={developerPath(workspace, "webhooks", id, "logs")} nowMs={nowMs} />;
}

interface WayBackProps {
  ctx: WorkspaceContext;
  webhook: WebhookView;
  types: EventTypeName[];
  open: boolean;
}

/** What brings back the webhook, or what was held for it, to those who may. */
function WayBack({ ctx, webhook, types, open }: WayBackProps) {
  const { slug } = ctx.workspace;
  const held = webhook.counts?.held ?? 0;
  if (webhook.status === "active") {
    const start = replayActions(ctx)?.start;
    return held > 0 && start && <SendHeld workspace={slug} webhookId={webhook.id} held={held} start={start} />;
  }
  const rights = webhookRights(ctx, webhook);
  if (!rights.write) return null;
  const resume = resumeWebhookAction.bind(null, slug, webhook.id);
  return (
    <>
      {rights.test && types.length > 0 && (
        <TestAndResume
          workspace={slug}
          held={held}
          type={defaultType(webhook, types)}
          test={sendTestAction.bind(null, slug, webhook.id)}
          resume={resume}
          initiallyOpen={open}
        />
      )}
      <ResumeButton held={held} resume={resume} />
    </>
  );
}

async function Recent({ ctx, id }: { ctx: WorkspaceContext; id: string }) {
  const deliveries = await readRecent(ctx.workspace.slug, id);
  if (deliveries.length === 0) {
    return (
      <EmptyState title="Nothing has been sent yet" className="py-10">
        The next matching event appears here. A test event does too.
      </EmptyState>
    );
  }
  return (
    <DeliveryLog
      workspace={ctx.workspace.slug}
      deliveries={deliveries}
      about="webhook"
      view={NARROW_VIEW}
      actions={deliveryActions(ctx)}
      checkSignature={signatureCheck(ctx)}
    />
  );
}
