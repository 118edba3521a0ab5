"use client";

import { LoaderCircle, X } from "lucide-react";
import { debounce, useQueryStates } from "nuqs";
import { useTransition } from "react";
import { STATUS_FILTERS, workspaceSearchParams } from "#components/operator/workspaces/workspace-search-params";
import { Button } from "#components/ui/button";
import { SearchInput } from "#components/ui/search-input";
import { Select } from "#components/ui/select";

const STATUS_OPTIONS = [
  { value: "", label: "Any status" },
  { value: "active", label: "Active" },
  { value: "suspended", label: "Suspended" },
];

/** What narrows the list of workspaces. @param props.products by slug */
export function WorkspaceFilters({ products }: { products: { value: string; label: string }[] }) {
  const [pending, startTransition] = useTransition();
  const [filters, setFilters] = useQueryStates(workspaceSearchParams, { shallow: false, startTransition });
  return (
    <div className="flex flex-wrap items-center gap-2 pb-3">
      <SearchInput
        aria-label="Search by name, slug or id"
        placeholder="Name, slug or id"
        className="w-full sm:w-64"
        value={filters.q}
        onChange={(event) => {
          const q = event.target.value;
          setFilters({ q: q || null, cursor: null }, { limitUrlUpdates: debounce(q ? 250 : 0) });
        }}
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
      {Object.values(filters).some(Boolean) && (
        <Button
          variant="ghost"
          size="icon"
          aria-label="Clear filters"
          title="Clear filters"
          onClick={() => setFilters(null)}
        >
          <X aria-hidden />
        </Button>
      )}
      {pending && <LoaderCircle aria-label="Loading" className="size-4 animate-spin text-ink-muted" />}
    </div>
  );
}
