import type { FieldError } from "#lib/errors/app-error";
import type { Profile } from "#lib/profiles/profile-schema";

/** What every part of the form gets: the profile as it is typed, how to change it, and what is wrong with it. */
export interface PartProps {
  profile: Profile;
  change: (patch: Partial<Profile>) => void;
  errors: readonly FieldError[];
}

/** What is wrong at a field, or below it where `deep`, as a sentence. */
export function errorAt(errors: readonly FieldError[], path: string, deep = false): string | undefined {
  const found = errors.find((error) => error.path === path || (deep && error.path.startsWith(`${path}.`)));
  return found && `It ${found.message}.`;
}
