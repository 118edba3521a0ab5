"use client";

import { auditSearchParams } from "#components/audit/audit-search-params";
import { RANGE_NAMES } from "#components/deliveries/delivery-search-params";
import { TIME_OPTIONS } from "#components/deliveries/time-options";
import { FilterBar, FilterSearch } from "#components/ui/filter-bar";
import { Select } from "#components/ui/select";
import { useFilters } from "#components/ui/use-filters";
import { AUDIT_GROUP_NAMES, AUDIT_GROUPS, type AuditGroup } from "#lib/audit/audit-view";

interface Props {
  /** Those who can be chosen: members and keys. */
  actors: { id: string; name: string }[];
  /** What can be chosen by. */
  groups: readonly AuditGroup[];
}

export function AuditFilters({ actors, groups }: Props) {
  const { filters, setFilters, pending } = useFilters(auditSearchParams);
  return (
    <FilterBar filters={filters} pending={pending} onClear={() => setFilters(null)}>
      <FilterSearch
        label="Search by name, id, address or request id"
        placeholder="Name, id, address or request id"
        value={filters.q}
        onSearch={(q, options) => setFilters({ q, cursor: null }, options)}
      />
      <Select
        aria-label="Action"
        options={[
          { value: "", label: "Any action" },
          ...groups.map((group) => ({ value: group, label: AUDIT_GROUPS[group] })),
        ]}
        value={filters.group ?? ""}
        onValueChange={(value) =>
          setFilters({ group: AUDIT_GROUP_NAMES.find((group) => group === value) ?? null, cursor: null })
        }
      />
      <Select
        aria-label="Who"
        className="max-w-52"
        options={[{ value: "", label: "Anybody" }, ...actors.map(({ id, name }) => ({ value: id, label: name }))]}
        value={filters.actor ?? ""}
        onValueChange={(value) => setFilters({ actor: value || null, cursor: null })}
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
