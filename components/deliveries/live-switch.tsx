"use client";

import { useQueryStates } from "nuqs";
import { deliverySearchParams, liveParam } from "#components/deliveries/delivery-search-params";
import { Switch } from "#components/ui/switch";
import { besideFilters } from "#components/ui/use-filters";

/** Lets what arrives stream into the list (use-live-deliveries). Only the newest page can: it leads there. */
export function LiveSwitch() {
  const [{ live, cursor }, set] = useQueryStates({ live: liveParam, cursor: deliverySearchParams.cursor });
  return (
    <label className="flex items-center gap-2 text-ink-soft">
      <Switch
        aria-label="Live"
        checked={live && !cursor}
        onCheckedChange={(checked) =>
          set(
            { live: checked || null, ...(checked && { cursor: null }) },
            checked && cursor ? { shallow: false } : besideFilters(),
          )
        }
      />
      Live
    </label>
  );
}
