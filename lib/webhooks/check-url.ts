import "server-only";
import { egressPolicy } from "#lib/egress/instance-policy";
import { parseTarget } from "#lib/egress/parse-target";
import type { FieldError } from "#lib/errors/app-error";
import type { Profile } from "#lib/profiles/profile-schema";

/** Refuses on save what could never be sent; addresses behind names are checked at every attempt. */
export function urlErrors(profile: Profile, url: string): FieldError[] {
  const parsed = parseTarget(url, egressPolicy(profile));
  return parsed.ok ? [] : [{ path: "url", message: parsed.message }];
}
