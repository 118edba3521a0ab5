import type { ActionResult } from "#lib/actions/action-result";
import type { OperatorKeyInput } from "#lib/keys/key-schema";
import type { OperatorKeyView } from "#lib/keys/key-view";

type Made = Promise<ActionResult<{ key: OperatorKeyView; token: string }>>;

/** What the page of operator keys can do. */
export interface OperatorKeyActions {
  create: (input: OperatorKeyInput) => Made;
  rotate: (id: string, input: { overlapSeconds: number }) => Made;
  revoke: (id: string) => Promise<ActionResult<OperatorKeyView>>;
}
