"use client";

import { WebhookChartsSkeleton } from "#components/charts/webhook-charts";
import { DeliveryTableSkeleton } from "#components/deliveries/delivery-table-skeleton";
import { NARROW_VIEW } from "#components/deliveries/log-view";
import { FormSkeleton, Skeleton } from "#components/ui/skeleton";

/** The overview's blocks where they will be. */
export function OverviewSkeleton() {
  return (
    <div className="grid gap-6" aria-busy="true">
      <div className="h-15 rounded-lg bg-sunken" />
      <div className="panel grid overflow-hidden lg:grid-cols-[1fr_18rem]">
        <div className="grid grid-cols-2 sm:grid-cols-3 xl:grid-cols-5">
          {["rate", "succeeded", "failed", "p95", "waiting"].map((name) => (
            <div key={name} className="grid content-center gap-0.5 px-4 py-3">
              <Skeleton className="my-0.5 h-3 w-24" />
              <Skeleton className="my-1.5 h-4 w-12" />
            </div>
          ))}
        </div>
        <div className="h-24.5 border-line max-lg:border-t lg:border-l" />
      </div>
      <div className="grid gap-3">
        <div className="flex items-center justify-between">
          <h2 className="font-semibold">Over time</h2>
          <Skeleton className="h-7.5 w-44" />
        </div>
        <WebhookChartsSkeleton />
      </div>
      <div className="grid items-start gap-6 xl:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="min-w-0">
          <h2 className="pb-2 font-semibold">Recent deliveries</h2>
          <DeliveryTableSkeleton about="webhook" view={NARROW_VIEW} />
        </div>
        <div className="min-w-0">
          <h2 className="pb-2 font-semibold">Set-up</h2>
          <div className="panel h-90" />
        </div>
      </div>
    </div>
  );
}

/** The two halves of the Test tab. */
export function TestSkeleton() {
  return (
    <div className="grid items-start gap-8 xl:grid-cols-2" aria-busy="true">
      <div className="min-w-0">
        <h2 className="pb-3 text-base font-semibold">Send a test event</h2>
        <FormSkeleton fields={1} area />
      </div>
      <div className="min-w-0">
        <h2 className="pb-3 text-base font-semibold">Verify signatures</h2>
        <div className="panel h-96" />
      </div>
    </div>
  );
}

/** The form of the Settings tab, which begins with the URL. */
export function SettingsSkeleton() {
  return (
    <div className="grid max-w-3xl" aria-busy="true">
      <h2 className="pb-4 text-base font-semibold">Edit</h2>
      <FormSkeleton fields={3} area />
    </div>
  );
}
