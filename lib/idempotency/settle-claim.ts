import "server-only";
import type { OperatorContext } from "#lib/context/operator-context";
import type { WorkspaceContext } from "#lib/context/workspace-context";
import { idempotencyAad, seal } from "#lib/crypto/envelope";
import { db } from "#lib/database/client";
import type { Answer, Claim } from "#lib/idempotency/claim-key";
import { holderOf } from "#lib/idempotency/holder";
import { log } from "#lib/log";

/** Keeps the answer of a request for whoever repeats it. */
export async function storeAnswer(
  ctx: WorkspaceContext | OperatorContext,
  { id, token }: Claim,
  answer: Answer,
): Promise<void> {
  const { keys } = await holderOf(ctx);
  await db().idempotencyKey.updateMany({
    where: { id, token },
    data: {
      status: answer.status,
      answer: seal(keys[0], Buffer.from(JSON.stringify(answer)), idempotencyAad(id, "answer")),
    },
  });
}

/** Forgets a request that was refused and has changed nothing, so that it may be repeated, corrected or not. */
export async function releaseClaim({ id, token }: Claim): Promise<void> {
  await db()
    .idempotencyKey.deleteMany({ where: { id, token, performed: false } })
    // Its lease will run out by itself; the caller shall see why the request was refused.
    .catch((error: unknown) => log().warn({ err: error }, "an idempotency key could not be released"));
}
