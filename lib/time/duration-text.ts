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

const WORDS = [
  [86_400, "d"],
  [3600, "h"],
  [60, "min"],
  [1, "s"],
] as const;

/** Seconds as people read them, in at most two units: `5 s`, `5 min 5 s`, `3 d 3 h`. */
export function durationWords(seconds: number): string {
  if (seconds < 1) return seconds === 0 ? "0 s" : `${Number(seconds.toPrecision(1))} s`;
  const index = WORDS.findIndex(([size]) => seconds >= size);
  const [size, unit] = WORDS[index] ?? WORDS[3];
  const whole = Math.floor(seconds / size);
  const finer = WORDS[index + 1];
  const rest = finer ? Math.floor((seconds - whole * size) / finer[0]) : 0;
  return finer && rest > 0 ? `${whole} ${unit} ${rest} ${finer[1]}` : `${whole} ${unit}`;
}
