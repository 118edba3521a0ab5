import type { AuditView } from "#lib/audit/audit-view";

/** What makes a spreadsheet take a cell for a formula or a command (ASVS 5.0 1.2.10, and the full-width forms). */
const DANGEROUS_START = /^[=+\-@\t\r\n\0＝＋－＠]/;

const COLUMNS: { name: string; value: (entry: AuditView) => string }[] = [
  { name: "time", value: (entry) => entry.createdAt },
  { name: "action", value: (entry) => entry.action },
  { name: "actor_type", value: (entry) => entry.actor.type },
  { name: "actor", value: (entry) => entry.actor.name },
  { name: "actor_id", value: (entry) => entry.actor.id ?? "" },
  { name: "target_type", value: (entry) => entry.target.type },
  { name: "target", value: (entry) => entry.target.name ?? "" },
  { name: "target_id", value: (entry) => entry.target.id ?? "" },
  { name: "before", value: (entry) => json(entry.before) },
  { name: "after", value: (entry) => json(entry.after) },
  { name: "address", value: (entry) => entry.address ?? "" },
  { name: "request_id", value: (entry) => entry.requestId ?? "" },
  { name: "id", value: (entry) => entry.id },
];

/** The first line of the export. */
export const CSV_HEADER = line(COLUMNS.map(({ name }) => name));

/** One entry as a line of RFC 4180. */
export function csvLine(entry: AuditView): string {
  return line(COLUMNS.map(({ value }) => value(entry)));
}

/** A cell, always quoted; one that a spreadsheet would execute begins with an apostrophe. */
export function csvCell(text: string): string {
  const safe = DANGEROUS_START.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}

function line(cells: string[]): string {
  return `${cells.map(csvCell).join(",")}\r\n`;
}

function json(value: AuditView["before"]): string {
  return value === null ? "" : JSON.stringify(value);
}
