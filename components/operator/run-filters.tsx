"use client";

import { LiveRuns } from "#components/operator/live-runs";
import { runSearchParams } from "#components/operator/run-search-params";
import { RUN_LOOKS } from "#components/operator/run-status";
import { FilterBar } from "#components/ui/filter-bar";
import { Select } from "#components/ui/select";
import { useFilters } from "#components/ui/use-filters";
import { RUN_STATUSES } from "#lib/engine/engine-view";

const STATUS_OPTIONS = [
  { value: "", label: "Any status" },
  ...RUN_STATUSES.map((status) => ({ value: status, label: RUN_LOOKS[status].label })),
];

export function RunFilters({ functions }: { functions: { id: string; name: string }[] }) {
  const { filters, setFilters, pending } = useFilters(runSearchParams);
  return (
    <FilterBar filters={filters} pending={pending} onClear={() => setFilters(null)} actions={<LiveRuns />}>
      <Select
        aria-label="Function"
        className="max-w-64"
        options={[
          { value: "", label: "Any function" },
          ...functions.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        value={filters.function ?? ""}
        onValueChange={(value) => setFilters({ function: value || null, cursor: null })}
      />
      <Select
        aria-label="Status"
        options={STATUS_OPTIONS}
        value={filters.status ?? ""}
        onValueChange={(value) =>
          setFilters({ status: RUN_STATUSES.find((status) => status === value) ?? null, cursor: null })
        }
      />
    </FilterBar>
  );
}
