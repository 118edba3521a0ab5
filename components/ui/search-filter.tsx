"use client";

import { LoaderCircle } from "lucide-react";
import { debounce, parseAsString, useQueryStates } from "nuqs";
import { useTransition } from "react";
import { SearchInput } from "#components/ui/search-input";

const PARAMETERS = { q: parseAsString.withDefault(""), cursor: parseAsString };

/** The one filter of a short list: a text, kept in the URL. Typing returns to the first page. */
export function SearchFilter({ label, placeholder }: { label: string; placeholder: string }) {
  const [pending, startTransition] = useTransition();
  const [{ q }, setFilters] = useQueryStates(PARAMETERS, { shallow: false, startTransition });
  return (
    <div className="flex items-center gap-2 pb-3">
      <SearchInput
        aria-label={label}
        placeholder={placeholder}
        className="w-full sm:w-64"
        value={q}
        onChange={(event) => {
          const text = event.target.value;
          setFilters({ q: text || null, cursor: null }, { limitUrlUpdates: debounce(text ? 250 : 0) });
        }}
      />
      {pending && <LoaderCircle aria-label="Loading" className="size-4 animate-spin text-ink-muted" />}
    </div>
  );
}
