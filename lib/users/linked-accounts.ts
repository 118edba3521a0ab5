import "server-only";
import { recordSession } from "#lib/audit/record-session";
import type { CurrentUser } from "#lib/auth/current-user";
import { config } from "#lib/config";
import { db } from "#lib/database/client";
import { AppError, notFound } from "#lib/errors/app-error";
import { parseId, publicId } from "#lib/ids";

/** An account at a provider that somebody can sign in with. */
export interface LinkedAccountView {
  id: string;
  provider: string;
  /** The address or name it has there; the provider's text. */
  label: string;
  createdAt: string;
  lastUsedAt: string;
  /** Whether its provider is configured now. */
  works: boolean;
}

/** The ways in which somebody can sign in. */
export interface WaysIn {
  password: boolean;
  /** By a link mailed to their address. */
  mail: boolean;
  accounts: LinkedAccountView[];
}

export async function listWaysIn(user: CurrentUser): Promise<WaysIn> {
  const { providers, mail } = config();
  const { passwordHash, linkedAccounts } = await db().user.findUniqueOrThrow({
    where: { id: user.id },
    select: { passwordHash: true, linkedAccounts: { orderBy: { id: "asc" } } },
  });
  return {
    password: passwordHash !== null,
    mail: mail !== null,
    accounts: linkedAccounts.map((row) => ({
      id: publicId("account", row.id),
      provider: providers.find(({ id }) => id === row.provider)?.name ?? row.provider,
      label: row.label,
      createdAt: row.createdAt.toISOString(),
      lastUsedAt: row.lastUsedAt.toISOString(),
      works: providers.some(({ id }) => id === row.provider),
    })),
  };
}

/**
 * Takes one of somebody's linked accounts away. Browsers that signed in with it are signed out, but for the one that asks.
 *
 * @throws {AppError} `not_found` for what is not theirs; `conflict` for the last way in
 */
export async function unlinkAccount(
  user: CurrentUser,
  id: string,
  request: { id: string; address: string | null },
): Promise<void> {
  const uuid = parseId("account", id);
  await db().$transaction(async (tx) => {
    // Of two unlinked at once, one must see that it is the last.
    await tx.$queryRaw`SELECT FROM "user" WHERE id = ${user.id}::uuid FOR UPDATE`;
    const { passwordHash, linkedAccounts } = await tx.user.findUniqueOrThrow({
      where: { id: user.id },
      select: { passwordHash: true, linkedAccounts: { select: { id: true, provider: true, label: true } } },
    });
    const account = linkedAccounts.find((row) => row.id === uuid);
    if (!account) throw notFound("linked account");
    const { providers, mail } = config();
    const isOtherWay = linkedAccounts.some(
      (row) => row.id !== account.id && providers.some((provider) => provider.id === row.provider),
    );
    if (passwordHash === null && !isOtherWay && mail === null) {
      throw new AppError("conflict", "This is your only way to sign in. Set a password first.");
    }
    await tx.linkedAccount.deleteMany({ where: { id: account.id, userId: user.id } });
    await tx.session.deleteMany({
      where: { userId: user.id, method: account.provider, id: { not: user.sessionId } },
    });
    await recordSession(user, "account.unlinked", request, { provider: account.provider, account: account.label }, tx);
  });
}
