"use client";

import { RANGE_NAMES } from "#components/deliveries/delivery-search-params";
import { TIME_OPTIONS } from "#components/deliveries/time-options";
import { eventSearchParams } from "#components/events/event-search-params";
import { FilterBar, FilterSearch } from "#components/ui/filter-bar";
import { Select } from "#components/ui/select";
import { useFilters } from "#components/ui/use-filters";

export function EventFilters({ types }: { types: string[] }) {
  const { filters, setFilters, pending } = useFilters(eventSearchParams);
  return (
    <FilterBar filters={filters} pending={pending} onClear={() => setFilters(null)}>
      <FilterSearch
        label="Search by id, key or payload text"
        placeholder="Id, key or text in the payload"
        value={filters.q}
        onSearch={(q, options) => setFilters({ q, cursor: null }, options)}
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
    </FilterBar>
  );
}
