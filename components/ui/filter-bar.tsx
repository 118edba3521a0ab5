"use client";

import { LoaderCircle, X } from "lucide-react";
import { debounce } from "nuqs";
import { Button } from "#components/ui/button";
import { SearchInput } from "#components/ui/search-input";
import { cn } from "#lib/class-names";

const DEBOUNCE_MS = 250;

interface BarProps {
  /** What stands in the URL. Its `cursor` is no filter. */
  filters: Readonly<Record<string, unknown>>;
  /** Whether the list is being read again. */
  pending: boolean;
  onClear: () => void;
  children: React.ReactNode;
  /** What can be done with the list. */
  actions?: React.ReactNode;
}

/** What narrows a list, in one line above it. */
export function FilterBar({ filters, pending, onClear, children, actions }: BarProps) {
  const isFiltered = Object.entries(filters).some(([name, value]) => name !== "cursor" && Boolean(value));
  return (
    <div className="flex flex-wrap items-center gap-2 pb-3">
      {children}
      {isFiltered && (
        <Button variant="ghost" size="icon" aria-label="Clear filters" title="Clear filters" onClick={onClear}>
          <X aria-hidden />
        </Button>
      )}
      {pending && <LoaderCircle aria-label="Loading" className="size-4 animate-spin text-ink-muted" />}
      {actions}
    </div>
  );
}

interface SearchProps {
  label: string;
  placeholder: string;
  value: string;
  /** @param options for setting the URL: typing changes it once it rests, emptying the field at once */
  onSearch: (text: string | null, options: { limitUrlUpdates: ReturnType<typeof debounce> }) => void;
  className?: string;
}

/** The filter by a text. */
export function FilterSearch({ label, placeholder, value, onSearch, className }: SearchProps) {
  return (
    <SearchInput
      aria-label={label}
      placeholder={placeholder}
      className={cn("w-full sm:w-64", className)}
      value={value}
      onChange={(event) => {
        const text = event.target.value;
        onSearch(text || null, { limitUrlUpdates: debounce(text ? DEBOUNCE_MS : 0) });
      }}
    />
  );
}
