const UNITS = { s: 1, m: 60, h: 3600, d: 86_400 } as const;

/** The seconds of `90`, `90s`, `5m`, `2h` or `1d`; null when the text is none of these. */
export function parseDuration(text: string): number | null {
  const match = /^(\d+(?:[.,]\d+)?)\s*([smhd]?)$/i.exec(text.trim());
  if (!match?.[1]) return null;
  const unit = (match[2]?.toLowerCase() || "s") as keyof typeof UNITS;
  return Number(match[1].replace(",", ".")) * UNITS[unit];
}

/** Seconds in the largest unit that has a whole number of them, e.g. `5m`; parseDuration reads it back. */
export function durationText(seconds: number): string {
  const unit = (["d", "h", "m"] as const).find((name) => seconds > 0 && seconds % UNITS[name] === 0) ?? "s";
  return `${seconds / UNITS[unit]}${unit}`;
}
