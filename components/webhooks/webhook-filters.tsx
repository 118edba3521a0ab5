"use client";

import { FilterBar, FilterSearch } from "#components/ui/filter-bar";
import { Select } from "#components/ui/select";
import { useFilters } from "#components/ui/use-filters";
import { STATUS_FILTERS, webhookSearchParams } from "#components/webhooks/webhook-search-params";
import { STATUS_LOOKS } from "#components/webhooks/webhook-status";
import type { WebhookChoices } from "#lib/webhooks/list-webhook-choices";

const OPTIONS = [
  { value: "", label: "Any status" },
  ...STATUS_FILTERS.map((status) => ({ value: status, label: STATUS_LOOKS[status].label })),
];

interface Props extends WebhookChoices {
  types: string[];
}

/** What narrows the list. What no webhook of the workspace has is not offered. */
export function WebhookFilters({ types, tenants, integrations, owners }: Props) {
  const { filters, setFilters, pending } = useFilters(webhookSearchParams);
  return (
    <FilterBar filters={filters} pending={pending} onClear={() => setFilters(null)}>
      <FilterSearch
        label="Search by name or URL"
        placeholder="Name or URL"
        value={filters.q}
        onSearch={(q, options) => setFilters({ q, cursor: null }, options)}
      />
      <Select
        aria-label="Status"
        options={OPTIONS}
        value={filters.status ?? ""}
        onValueChange={(value) =>
          setFilters({ status: STATUS_FILTERS.find((status) => status === value) ?? null, cursor: null })
        }
      />
      <Choice
        label="Event type"
        any="Any event"
        choices={types.map((type) => ({ value: type, label: type }))}
        value={filters.event}
        onChange={(event) => setFilters({ event, cursor: null })}
      />
      <Choice
        label="Integration"
        any="Any integration"
        choices={integrations}
        value={filters.integration}
        onChange={(integration) => setFilters({ integration, cursor: null })}
      />
      <Choice
        label="Tenant"
        any="Any tenant"
        choices={tenants}
        value={filters.tenant}
        onChange={(tenant) => setFilters({ tenant, cursor: null })}
      />
      <Choice
        label="Owner"
        any="Any owner"
        choices={owners}
        value={filters.owner}
        onChange={(owner) => setFilters({ owner, cursor: null })}
      />
    </FilterBar>
  );
}

interface ChoiceProps {
  label: string;
  any: string;
  choices: { value: string; label: string }[];
  value: string | null;
  onChange: (value: string | null) => void;
}

function Choice({ label, any, choices, value, onChange }: ChoiceProps) {
  if (choices.length === 0 && value === null) return null;
  return (
    <Select
      aria-label={label}
      className="max-w-52"
      options={[{ value: "", label: any }, ...choices]}
      value={value ?? ""}
      onValueChange={(next) => onChange(next || null)}
    />
  );
}
