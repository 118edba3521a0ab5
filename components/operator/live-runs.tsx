"use client";

import { useRouter } from "next/navigation";
import { useQueryState } from "nuqs";
import { useEffect, useTransition } from "react";
import { liveRunsParam } from "#components/operator/run-search-params";
import { Switch } from "#components/ui/switch";
import { besideFilters } from "#components/ui/use-filters";

const LIVE_MS = 2_000;

/** Reads the list of runs again, two seconds after it was read last, while it is on and the tab is visible. */
export function LiveRuns() {
  const [live, setLive] = useQueryState("live", liveRunsParam);
  const [refreshing, startTransition] = useTransition();
  const router = useRouter();

  useEffect(() => {
    // A refresh that is under way is not overtaken by the next: on a slow server none would ever arrive.
    if (!live || refreshing) return;
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") startTransition(() => router.refresh());
    }, LIVE_MS);
    return () => clearInterval(timer);
  }, [live, refreshing, router]);

  return (
    <label className="ml-auto flex items-center gap-2 text-ink-soft">
      <Switch
        aria-label="Live"
        checked={live}
        onCheckedChange={(checked) => setLive(checked || null, besideFilters())}
      />
      Live
    </label>
  );
}
