"use client";

import { useRouter } from "next/navigation";
import { useQueryState } from "nuqs";
import { useEffect } from "react";
import { liveParam } from "#components/deliveries/delivery-search-params";
import { Switch } from "#components/ui/switch";

const LIVE_MS = 2_000;

/** Reads the list again every two seconds while it is on and the tab is visible. */
export function LiveSwitch() {
  const [live, setLive] = useQueryState("live", liveParam);
  const router = useRouter();

  useEffect(() => {
    if (!live) return;
    const timer = setInterval(() => document.visibilityState === "visible" && router.refresh(), LIVE_MS);
    return () => clearInterval(timer);
  }, [live, router]);

  return (
    <label className="ml-auto flex items-center gap-2 text-ink-soft">
      <Switch checked={live} onCheckedChange={(checked) => setLive(checked || null)} />
      Live
    </label>
  );
}
