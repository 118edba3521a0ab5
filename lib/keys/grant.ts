import { AppError } from "#lib/errors/app-error";
import { invalidInput } from "#lib/errors/parse-input";

/** @throws {AppError} `invalid_input`, naming each scope that the actor does not have and so can't give to a new key */
export function requireGrantable(scopes: readonly string[], mayGrant: (scope: string) => boolean): void {
  const excessive = scopes.filter((scope) => !mayGrant(scope));
  if (excessive.length === 0) return;
  throw invalidInput(excessive.map((scope) => ({ path: "scopes", message: `You can't give away "${scope}".` })));
}

/**
 * The same for a key that there is: who replaces it holds all that it can do, and who prolongs it gives that away longer.
 *
 * @throws {AppError} `forbidden`
 */
export function requireHolds(scopes: readonly string[], mayGrant: (scope: string) => boolean): void {
  const excessive = scopes.find((scope) => !mayGrant(scope));
  if (excessive === undefined) return;
  throw new AppError("forbidden", `That key has the scope "${excessive}", which you don't have.`);
}
