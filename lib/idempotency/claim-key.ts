import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import type { OperatorContext } from "#lib/context/operator-context";
import type { WorkspaceContext } from "#lib/context/workspace-context";
import { idempotencyAad, open, SealError, seal } from "#lib/crypto/envelope";
import { db } from "#lib/database/client";
import { AppError } from "#lib/errors/app-error";
import { describeDifference } from "#lib/idempotency/describe-difference";
import { type Holder, holderOf } from "#lib/idempotency/holder";
import { newId } from "#lib/ids";
import type { IdempotencyKey } from "#prisma/client";

/** How long an answer is repeated. */
const KEEP_MS = 86_400_000;
/** Nobody carries out a request for longer; after a crash another may begin. */
const LEASE_MS = 60_000;
/** How long a second request waits for the answer of the first. */
const WAIT_MS = 10_000;
const FIRST_LOOK_MS = 20;
const SLOWEST_LOOK_MS = 250;

/** The right to carry out a request: held until its answer is stored or the request is released. */
export interface Claim {
  id: string;
  token: string;
}

/** A management request as it is compared with the first of its key. */
export interface Asked {
  /** Method, path and query. */
  target: string;
  body: string;
}

export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/**
 * Finds out whether a request with an `Idempotency-Key` is the first of its key in the workspace (an operator's: in the
 * instance). The first is to be carried out; a repetition gets the first one's answer, for which it waits if need be.
 *
 * A change and the note that it was made are committed together (`markPerformed`), so a crash at any point never leads
 * to a second one: at worst the answer is lost, and the repetition is told so.
 *
 * @throws {AppError} `idempotency_conflict` for another request with the same key; `conflict` while the first one is
 * still being carried out, and when its answer was lost
 */
export async function claimKey(
  ctx: WorkspaceContext | OperatorContext,
  key: string,
  asked: Asked,
): Promise<{ claim: Claim } | { answer: Answer }> {
  const holder = await holderOf(ctx);
  const { workspaceId } = holder;
  const giveUpAt = Date.now() + WAIT_MS;
  for (let pauseMs = FIRST_LOOK_MS; ; pauseMs = Math.min(pauseMs * 2, SLOWEST_LOOK_MS)) {
    const claim: Claim = { id: newId(), token: newId() };
    const lockedUntil = new Date(Date.now() + LEASE_MS);
    const { count } = await db().idempotencyKey.createMany({
      data: {
        ...claim,
        workspaceId,
        key,
        lockedUntil,
        asked: seal(holder.keys[0], Buffer.from(JSON.stringify(asked)), idempotencyAad(claim.id, "asked")),
      },
      skipDuplicates: true,
    });
    if (count === 1) return { claim };

    const row = await db().idempotencyKey.findFirst({ where: { workspaceId, key } });
    if (!row) continue;
    if (row.createdAt.getTime() < Date.now() - KEEP_MS) {
      await db().idempotencyKey.deleteMany({ where: { id: row.id } });
      continue;
    }
    refuseOther(key, openHalf(holder, row.id, "asked", row.asked), asked);
    if (row.status !== null && row.answer) return { answer: openHalf(holder, row.id, "answer", row.answer) };
    if (row.lockedUntil.getTime() < Date.now()) {
      const again = await takeOver(row, lockedUntil);
      if (again) return { claim: again };
    }
    if (Date.now() > giveUpAt) {
      throw new AppError("conflict", "The first request with this Idempotency-Key is still being carried out.", {
        retryAfterSeconds: 1,
      });
    }
    await sleep(pauseMs);
  }
}

/** @throws {AppError} `conflict` when it was sealed with an instance key that has been taken out since */
function openHalf<Half extends "asked" | "answer">(
  { keys }: Holder,
  id: string,
  half: Half,
  sealed: Uint8Array,
): Half extends "asked" ? Asked : Answer {
  try {
    return JSON.parse(open(keys, sealed, idempotencyAad(id, half)).toString());
  } catch (error) {
    if (error instanceof SealError) throw answerLost();
    throw error;
  }
}

function answerLost(): AppError {
  return new AppError(
    "conflict",
    "The first request with this Idempotency-Key was carried out, but its answer was lost. Look for what it made before you ask again with another key.",
  );
}

function refuseOther(key: string, first: Asked, asked: Asked): void {
  const difference = describeDifference(first, asked);
  if (!difference) return;
  throw new AppError(
    "idempotency_conflict",
    `The Idempotency-Key "${key}" was used for another request: ${difference.message}. Give each request its own.`,
    { errors: difference.errors },
  );
}

/** Whoever had it is gone. If its change had been committed, nobody may make it again. */
async function takeOver(row: IdempotencyKey, lockedUntil: Date): Promise<Claim | null> {
  if (row.performed) throw answerLost();
  const token = newId();
  const { count } = await db().idempotencyKey.updateMany({
    where: { id: row.id, token: row.token, performed: false },
    data: { token, lockedUntil },
  });
  return count === 1 ? { id: row.id, token } : null;
}
