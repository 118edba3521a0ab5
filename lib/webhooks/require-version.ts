import { AppError } from "#lib/errors/app-error";

/**
 * Refuses a change to a webhook that is no longer as the caller has read it.
 *
 * @param expected the version read, or a list of which one must be the present; undefined asks for none
 * @throws {AppError} `version_conflict`
 */
export function requireVersion(webhook: { version: number }, expected: number | readonly number[] | undefined): void {
  if (expected === undefined || [expected].flat().includes(webhook.version)) return;
  throw new AppError("version_conflict", "Somebody else changed this webhook meanwhile. Reload it and try again.");
}
