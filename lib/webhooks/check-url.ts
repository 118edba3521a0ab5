import "server-only";
import { config } from "#lib/config";
import type { FieldError } from "#lib/errors/app-error";
import type { Profile } from "#lib/profiles/profile-schema";

const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** https, unless the profile allows http or the demo sends to itself. */
export function urlErrors(profile: Profile, text: string): FieldError[] {
  const url = new URL(text);
  if (url.protocol === "https:" || profile.allowHttp) return [];
  if (config().egress.allowLoopback && LOOPBACK.has(url.hostname)) return [];
  return [{ path: "url", message: "must begin with https://" }];
}
