import "server-only";
import { db } from "#lib/database/client";
import { acrossWorkspaces } from "#lib/database/scope";
import { notFound } from "#lib/errors/app-error";
import { parseId } from "#lib/ids";
import { currentPublicKeys } from "#lib/webhooks/webhook-view";

/**
 * The keys that a webhook's receiver verifies ed25519 signatures with, newest first; during a rotation two. They are no
 * secret, and a receiver has no API key, so anybody who knows the webhook's id may read them.
 *
 * @throws {AppError} `not_found`
 */
export async function listPublicKeys(id: string): Promise<string[]> {
  const uuid = parseId("webhook", id);
  const webhook =
    uuid &&
    (await acrossWorkspaces(() =>
      db().webhook.findFirst({
        where: { id: uuid, deletedAt: null },
        select: {
          secrets: {
            where: { publicKey: { not: null } },
            select: { publicKey: true, expiresAt: true },
            orderBy: { id: "desc" },
          },
        },
      }),
    ));
  if (!webhook) throw notFound("webhook");
  return currentPublicKeys(webhook.secrets);
}
