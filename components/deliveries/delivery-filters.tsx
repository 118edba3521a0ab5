"use client";

import { deliverySearchParams, RANGE_NAMES } from "#components/deliveries/delivery-search-params";
import { DELIVERY_LOOKS, DELIVERY_STATUS_NAMES } from "#components/deliveries/delivery-status";
import { MoreFilters } from "#components/deliveries/more-filters";
import { TIME_OPTIONS } from "#components/deliveries/time-options";
import { FilterBar, FilterSearch } from "#components/ui/filter-bar";
import { Select } from "#components/ui/select";
import { useFilters } from "#components/ui/use-filters";

const STATUSES = [
  { value: "", label: "Any status" },
  ...DELIVERY_STATUS_NAMES.map((status) => ({ value: status, label: DELIVERY_LOOKS[status].label })),
];
const GROUP = "group:";

export interface FilterOptions {
  /** Absent where the page is about one webhook. */
  webhooks?: { id: string; name: string }[];
  types: { name: string; group: string }[];
  /** What can be done with the list. */
  children?: React.ReactNode;
}

/** What narrows the list. Every change begins at the newest page. */
export function DeliveryFilters({ webhooks, types, children }: FilterOptions) {
  const { filters, setFilters, pending } = useFilters(deliverySearchParams);
  const set = (change: Partial<typeof filters>) => void setFilters({ ...change, cursor: null });
  const groups = [...new Set(types.map((type) => type.group))];
  return (
    <FilterBar
      filters={filters}
      pending={pending}
      onClear={() => setFilters(null)}
      actions={children && <div className="ml-auto flex flex-wrap items-center gap-2">{children}</div>}
    >
      <FilterSearch
        label="Search by id or payload text"
        placeholder="Id or text in the payload"
        className="sm:w-60"
        value={filters.q}
        onSearch={(q, options) => setFilters({ q, cursor: null }, options)}
      />
      {webhooks && (
        <Select
          aria-label="Webhook"
          className="max-w-48"
          options={[
            { value: "", label: "Any webhook" },
            ...webhooks.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          value={filters.webhook ?? ""}
          onValueChange={(value) => set({ webhook: value || null })}
        />
      )}
      <Select
        aria-label="Event type"
        className="max-w-52"
        options={[
          { value: "", label: "Any event" },
          ...(groups.length > 1 ? groups.map((group) => ({ value: GROUP + group, label: `All of ${group}` })) : []),
          ...types.map(({ name }) => ({ value: name, label: name })),
        ]}
        value={filters.group === null ? (filters.type ?? "") : GROUP + filters.group}
        onValueChange={(value) =>
          value.startsWith(GROUP)
            ? set({ group: value.slice(GROUP.length), type: null })
            : set({ type: value || null, group: null })
        }
      />
      <Select
        aria-label="Status"
        options={STATUSES}
        value={filters.status ?? ""}
        onValueChange={(value) => set({ status: DELIVERY_STATUS_NAMES.find((status) => status === value) ?? null })}
      />
      <Select
        aria-label="Time range"
        options={filters.from || filters.to ? [...TIME_OPTIONS, CUSTOM] : TIME_OPTIONS}
        value={filters.range ?? (filters.from || filters.to ? CUSTOM.value : "")}
        onValueChange={(value) => {
          if (value === CUSTOM.value) return;
          set({ range: RANGE_NAMES.find((range) => range === value) ?? null, from: null, to: null });
        }}
      />
      <MoreFilters filters={filters} set={set} />
    </FilterBar>
  );
}

const CUSTOM = { value: "custom", label: "Custom range" };
