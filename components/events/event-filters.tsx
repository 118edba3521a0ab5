"use client";

import { LoaderCircle } from "lucide-react";
import { debounce, useQueryStates } from "nuqs";
import { useTransition } from "react";
import { RANGE_NAMES } from "#components/deliveries/delivery-search-params";
import { TIME_OPTIONS } from "#components/deliveries/time-options";
import { eventSearchParams } from "#components/events/event-search-params";
import { SearchInput } from "#components/ui/search-input";
import { Select } from "#components/ui/select";

export function EventFilters({ types }: { types: string[] }) {
  const [pending, startTransition] = useTransition();
  const [filters, setFilters] = useQueryStates(eventSearchParams, { shallow: false, startTransition });
  return (
    <div className="flex flex-wrap items-center gap-2 pb-3">
      <SearchInput
        aria-label="Search by id, key or payload text"
        placeholder="Id, key or text in the payload"
        className="w-full sm:w-64"
        value={filters.q}
        onChange={(event) => {
          const q = event.target.value;
          setFilters({ q: q || null, cursor: null }, { limitUrlUpdates: debounce(q ? 300 : 0) });
        }}
      />
      <Select
        aria-label="Event type"
        className="max-w-52"
        options={[{ value: "", label: "Any event" }, ...types.map((type) => ({ value: type, label: type }))]}
        value={filters.type ?? ""}
        onValueChange={(value) => setFilters({ type: value || null, cursor: null })}
      />
      <Select
        aria-label="Time range"
        options={TIME_OPTIONS}
        value={filters.range ?? ""}
        onValueChange={(value) =>
          setFilters({ range: RANGE_NAMES.find((range) => range === value) ?? null, cursor: null })
        }
      />
      {pending && <LoaderCircle aria-label="Loading" className="size-4 animate-spin text-ink-muted" />}
    </div>
  );
}
