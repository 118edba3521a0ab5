import "server-only";
import { config } from "#lib/config";
import { idempotencyAad, open, SealError, seal, sealedWith } from "#lib/crypto/envelope";
import { db } from "#lib/database/client";

/**
 * Seals anew, with the first key of `POSTHORN_ENCRYPTION_KEY`, what is remembered of operators' requests: they belong to
 * no workspace, so the instance key itself seals them. There are a day's worth of them at most. What can't be opened is
 * forgotten: nobody could be given its answer.
 */
export async function resealOperatorClaims(): Promise<void> {
  const rows = await db().idempotencyKey.findMany({
    where: { workspaceId: null },
    select: { id: true, asked: true, answer: true },
  });
  const [first] = config().instanceKeys;
  for (const { id, asked, answer } of rows) {
    if (sealedWith(asked) === first.id && (!answer || sealedWith(answer) === first.id)) continue;
    const anew = resealed(id, asked, answer);
    // Only if it still is what was read: its answer may come meanwhile.
    const where = { id, workspaceId: null, asked, answer };
    if (anew) await db().idempotencyKey.updateMany({ where, data: anew });
    else await db().idempotencyKey.deleteMany({ where });
  }
}

function resealed(id: string, asked: Uint8Array, answer: Uint8Array | null) {
  const { instanceKeys } = config();
  const again = (sealed: Uint8Array, half: "asked" | "answer") =>
    seal(instanceKeys[0], open(instanceKeys, sealed, idempotencyAad(id, half)), idempotencyAad(id, half));
  try {
    return { asked: again(asked, "asked"), ...(answer && { answer: again(answer, "answer") }) };
  } catch (error) {
    if (error instanceof SealError) return null;
    throw error;
  }
}
