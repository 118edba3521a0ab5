"use client";

import { STATUS_FILTERS, workspaceSearchParams } from "#components/operator/workspaces/workspace-search-params";
import { FilterBar, FilterSearch } from "#components/ui/filter-bar";
import { Select } from "#components/ui/select";
import { useFilters } from "#components/ui/use-filters";

const STATUS_OPTIONS = [
  { value: "", label: "Any status" },
  { value: "active", label: "Active" },
  { value: "suspended", label: "Suspended" },
];

/** What narrows the list of workspaces. @param props.products by slug */
export function WorkspaceFilters({ products }: { products: { value: string; label: string }[] }) {
  const { filters, setFilters, pending } = useFilters(workspaceSearchParams);
  return (
    <FilterBar filters={filters} pending={pending} onClear={() => setFilters(null)}>
      <FilterSearch
        label="Search by name, slug or id"
        placeholder="Name, slug or id"
        value={filters.q}
        onSearch={(q, options) => setFilters({ q, cursor: null }, options)}
      />
      <Select
        aria-label="Product"
        className="max-w-52"
        options={[{ value: "", label: "Any product" }, ...products]}
        value={filters.product ?? ""}
        onValueChange={(product) => setFilters({ product: product || null, cursor: null })}
      />
      <Select
        aria-label="Status"
        options={STATUS_OPTIONS}
        value={filters.status ?? ""}
        onValueChange={(value) =>
          setFilters({ status: STATUS_FILTERS.find((status) => status === value) ?? null, cursor: null })
        }
      />
    </FilterBar>
  );
}
