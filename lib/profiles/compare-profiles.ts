import type { Profile } from "#lib/profiles/profile-schema";

/** A field that differs, with its value as JSON; null where one of the two has no such field. */
export interface ProfileChange {
  path: string;
  before: string | null;
  after: string | null;
}

/** What differs between two profiles, field by field, in the order of the fields. */
export function compareProfiles(before: Profile, after: Profile): ProfileChange[] {
  const [from, to] = [leaves(before), leaves(after)];
  const sections = Object.keys(after);
  const sectionOf = (path: string) => sections.indexOf(path.split(".")[0] ?? "");
  const paths = [...new Set([...from.keys(), ...to.keys()])].toSorted((a, b) => sectionOf(a) - sectionOf(b));
  return paths.flatMap((path) => {
    const change = { path, before: from.get(path) ?? null, after: to.get(path) ?? null };
    return change.before === change.after ? [] : [change];
  });
}

function leaves(value: unknown, path = ""): Map<string, string> {
  // A field's name and source, a schedule and a manner of signing are read as wholes.
  const isWhole = /^(body\.fields\.\d+|signature\.\d+|retry|headers\.[^.]+)$/.test(path);
  if (isWhole || typeof value !== "object" || value === null) return new Map([[path, JSON.stringify(value)]]);
  return new Map(
    Object.entries(value).flatMap(([key, member]) => [...leaves(member, path === "" ? key : `${path}.${key}`)]),
  );
}

/** Whether two profiles say the same. The order of headers does not count: the database keeps none. */
export function isSameProfile(a: Profile, b: Profile): boolean {
  return compareProfiles(a, b).length === 0;
}
