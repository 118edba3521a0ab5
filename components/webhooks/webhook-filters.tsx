"use client";

import { LoaderCircle } from "lucide-react";
import { debounce, useQueryStates } from "nuqs";
import { useTransition } from "react";
import { SearchInput } from "#components/ui/search-input";
import { Select } from "#components/ui/select";
import { STATUS_FILTERS, webhookSearchParams } from "#components/webhooks/webhook-search-params";
import { STATUS_LOOKS } from "#components/webhooks/webhook-status";

const OPTIONS = [
  { value: "", label: "Any status" },
  ...STATUS_FILTERS.map((status) => ({ value: status, label: STATUS_LOOKS[status].label })),
];

export function WebhookFilters() {
  const [pending, startTransition] = useTransition();
  const [filters, setFilters] = useQueryStates(webhookSearchParams, { shallow: false, startTransition });
  return (
    <div className="flex flex-wrap items-center gap-2 pb-3">
      <SearchInput
        aria-label="Search by name or URL"
        placeholder="Name or URL"
        className="w-full sm:w-64"
        value={filters.q}
        onChange={(event) => {
          const q = event.target.value;
          setFilters({ q: q || null, cursor: null }, { limitUrlUpdates: debounce(q ? 250 : 0) });
        }}
      />
      <Select
        aria-label="Status"
        options={OPTIONS}
        value={filters.status ?? ""}
        onValueChange={(value) =>
          setFilters({ status: STATUS_FILTERS.find((status) => status === value) ?? null, cursor: null })
        }
      />
      {pending && <LoaderCircle aria-label="Loading" className="size-4 animate-spin text-ink-muted" />}
    </div>
  );
}
