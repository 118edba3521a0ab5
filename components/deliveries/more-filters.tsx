"use client";

import { SlidersHorizontal } from "lucide-react";
import { Suspense, useState } from "react";
import type { DeliveryFilterValues } from "#components/deliveries/delivery-search-params";
import { buttonStyle } from "#components/ui/button";
import { onDemand } from "#components/ui/on-demand";
import { Popover } from "#components/ui/popover";

const MoreFilterFields = onDemand(() =>
  import("#components/deliveries/more-filter-fields").then((module) => module.MoreFilterFields),
);

export interface MoreFiltersProps {
  filters: DeliveryFilterValues;
  set: (change: Partial<DeliveryFilterValues>) => void;
}

/** The filters that are needed less often, behind one button that says how many of them are on. */
export function MoreFilters(props: MoreFiltersProps) {
  const [open, setOpen] = useState(false);
  const { response, error, tenant, from, to } = props.filters;
  const count = [response, error, tenant, from ?? to].filter(Boolean).length;
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      trigger={
        <>
          <SlidersHorizontal aria-hidden /> More{count > 0 && ` (${count})`}
        </>
      }
      triggerLabel={count > 0 ? `More filters, ${count} on` : "More filters"}
      triggerClassName={`${buttonStyle()} font-normal`}
      title="More filters"
      className="w-84"
    >
      <Suspense>
        <MoreFilterFields {...props} />
      </Suspense>
    </Popover>
  );
}
