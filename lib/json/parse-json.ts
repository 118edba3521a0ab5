import { AppError } from "#lib/errors/app-error";
import { firstJsonError } from "#lib/json/first-error";

/**
 * Parses a body that is to be JSON.
 *
 * @throws {AppError} `invalid_json`, with the line and column of the mistake
 */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new AppError("invalid_json", `The body is not valid JSON: ${mistake(text)}`);
  }
}

function mistake(text: string): string {
  const at = firstJsonError(text);
  const before = text.slice(0, at);
  const line = before.split("\n").length;
  const column = at - before.lastIndexOf("\n");
  const where = `at line ${line}, column ${column} (position ${at})`;
  if (text.trim() === "") return `it is empty, ${where}.`;
  if (at === text.length) return `it ends too early, ${where}.`;
  const char = String.fromCodePoint(text.codePointAt(at) ?? 0);
  if (char === "\ufeff") return `it begins with a byte order mark, ${where}. Send it without.`;
  return `${shown(char)} can't stand ${where}.`;
}

function shown(char: string): string {
  return /^[\p{L}\p{N}\p{P}\p{S}]$/u.test(char)
    ? `"${char}"`
    : `U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}
