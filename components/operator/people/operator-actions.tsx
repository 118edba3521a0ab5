import type { ActionResult } from "#lib/actions/action-result";
import type { AddedOperator } from "#lib/operators/add-operator";
import type { PasswordLink } from "#lib/sign-in-links/password-link";

/** What the page of operators can do. */
export interface OperatorActions {
  add: (input: { email: string; name?: string }) => Promise<ActionResult<AddedOperator>>;
  remove: (id: string) => Promise<ActionResult<void>>;
  signOut: (id: string) => Promise<ActionResult<void>>;
  reset: (id: string) => Promise<ActionResult<PasswordLink>>;
}
