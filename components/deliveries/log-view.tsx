import type { Density } from "#components/ui/data-table";

/** The columns of the deliveries list that can be chosen, and whether they are shown at first. */
export const LOG_COLUMNS = [
  { id: "webhookName", label: "Webhook", shown: true },
  { id: "response", label: "Last answer", shown: true },
  { id: "attemptCount", label: "Attempts", shown: true },
  { id: "createdAt", label: "Created", shown: true },
  { id: "completedAt", label: "Completed", shown: false },
  { id: "nextAttemptAt", label: "Next attempt", shown: false },
  { id: "eventId", label: "Event id", shown: false },
  { id: "id", label: "Delivery id", shown: false },
] as const;

type LogColumn = (typeof LOG_COLUMNS)[number]["id"];

/** How a reader likes the list. Kept in a cookie, so that the server renders it that way at once. */
export interface LogView {
  columns: LogColumn[];
  density: Exclude<Density, "roomy">;
}

export const LOG_VIEW_COOKIE = "posthorn-deliveries";

const DEFAULT_VIEW: LogView = {
  columns: LOG_COLUMNS.filter((column) => column.shown).map((column) => column.id),
  density: "comfortable",
};

/** For a short list beside something else. */
export const NARROW_VIEW: LogView = { columns: ["response", "createdAt"], density: "comfortable" };

/** @param text the cookie's value, whatever it may hold */
export function parseLogView(text: string | undefined): LogView {
  if (!text) return DEFAULT_VIEW;
  const [density, names = ""] = text.split(":");
  const chosen = names.split(".");
  const columns = LOG_COLUMNS.map((column) => column.id).filter((id) => chosen.includes(id));
  return { columns, density: density === "compact" ? "compact" : "comfortable" };
}

export const formatLogView = ({ columns, density }: LogView): string => `${density}:${columns.join(".")}`;
