import { isDeepStrictEqual } from "node:util";
import type { FieldError } from "#lib/errors/app-error";

interface Asked {
  target: string;
  body: string;
}

/**
 * How a request differs from the first one of its key, in words, or null when it is the same. Spaces and the order of
 * keys make no difference.
 */
export function describeDifference(first: Asked, second: Asked): { message: string; errors: FieldError[] } | null {
  if (first.target !== second.target) return { message: `that one was ${first.target}`, errors: [] };
  if (first.body === second.body) return null;
  const [before, now] = [fieldsOf(first.body), fieldsOf(second.body)];
  if (!before || !now) return { message: "its body was different", errors: [] };
  const names = [...new Set([...before.keys(), ...now.keys()])];
  const different = names.filter((name) => !isDeepStrictEqual(before.get(name), now.get(name)));
  if (different.length === 0) return null;
  return {
    message: `its ${different.join(", ")} ${different.length === 1 ? "was" : "were"} different`,
    errors: different.map((path) => ({ path, message: "is not what the first request with this key had" })),
  };
}

function fieldsOf(body: string): Map<string, unknown> | null {
  if (body.trim() === "") return new Map();
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? new Map(Object.entries(value)) : null;
  } catch {
    return null;
  }
}
