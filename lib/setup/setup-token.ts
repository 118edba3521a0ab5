import "server-only";
import { timingSafeEqual } from "node:crypto";
import type { Transaction } from "#lib/database/client";
import { oneTimeTokenHash } from "#lib/tokens/one-time-token";

/** Starts that print a link without anybody using one, such as a process that restarts in a loop. */
const MAX_TOKENS = 50;

/** Whether the token opens the set-up now: never once there is an operator. */
export async function isSetupToken(tx: Transaction, token: string): Promise<boolean> {
  const operator = await tx.user.findFirst({ where: { isOperator: true }, select: { id: true } });
  if (operator) return false;
  const open = await tx.setupToken.findMany({
    where: { expiresAt: { gt: new Date() } },
    orderBy: { createdAt: "desc" },
    take: MAX_TOKENS,
  });
  const given = oneTimeTokenHash(token);
  return open.filter(({ tokenHash }) => timingSafeEqual(tokenHash, given)).length > 0;
}
