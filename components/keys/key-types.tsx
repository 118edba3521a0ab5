import type { ActionResult } from "#lib/actions/action-result";
import type { KeyInput, KeyPatch, RotateKeyInput } from "#lib/keys/key-schema";
import type { KeyView } from "#lib/keys/key-view";

/** A key that was just made, with the token that nobody sees again. */
export interface CreatedKey {
  key: KeyView;
  token: string;
}

/** What the reader may do to the keys of a workspace; bound to it. */
export interface KeyActions {
  create: (input: KeyInput) => Promise<ActionResult<CreatedKey>>;
  rotate: (id: string, input: RotateKeyInput) => Promise<ActionResult<CreatedKey & { previous: KeyView }>>;
  update: (id: string, input: KeyPatch) => Promise<ActionResult<KeyView>>;
  revoke: (id: string) => Promise<ActionResult<KeyView>>;
}

export const UNREACHABLE = "The server could not be reached. Try again.";

/** The problem of one field as a sentence, e.g. `The name is required.` */
export function fieldProblem(
  result: ActionResult<unknown> | null | undefined,
  path: string,
  subject: string,
): string | undefined {
  if (!result || result.ok) return undefined;
  const problem = result.errors.find((error) => error.path === path || error.path.startsWith(`${path}.`));
  if (!problem) return undefined;
  const text = /^[a-z]/.test(problem.message) ? `${subject} ${problem.message}` : problem.message;
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

/** What went wrong, where it is no single field's. Null stands for no answer, undefined for none yet. */
export function otherProblem(
  result: ActionResult<unknown> | null | undefined,
  paths: readonly string[],
): string | undefined {
  if (result === null) return UNREACHABLE;
  if (!result || result.ok || result.errors.some(({ path }) => paths.includes(path.split(".")[0] ?? "")))
    return undefined;
  return result.message;
}
