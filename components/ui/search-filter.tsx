"use client";

import { parseAsString } from "nuqs";
import { FilterBar, FilterSearch } from "#components/ui/filter-bar";
import { useFilters } from "#components/ui/use-filters";

const PARAMETERS = { q: parseAsString.withDefault(""), cursor: parseAsString };

/** The one filter of a short list: a text, kept in the URL. Typing returns to the first page. */
export function SearchFilter({ label, placeholder }: { label: string; placeholder: string }) {
  const { filters, setFilters, pending } = useFilters(PARAMETERS);
  return (
    <FilterBar filters={filters} pending={pending} onClear={() => setFilters(null)}>
      <FilterSearch
        label={label}
        placeholder={placeholder}
        value={filters.q}
        onSearch={(q, options) => setFilters({ q, cursor: null }, options)}
      />
    </FilterBar>
  );
}
