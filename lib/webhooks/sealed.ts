import "server-only";
import type { InstanceKey } from "#lib/config";
import { headersAad, open, seal, secretAad } from "#lib/crypto/envelope";
import type { Transaction } from "#lib/database/client";
import { newId } from "#lib/ids";
import type { NewSecret } from "#lib/signing/secret";

/** Seals custom header values, as a JSON object by name. */
export function sealHeaders(key: InstanceKey, webhookId: string, headers: Record<string, string>) {
  if (Object.keys(headers).length === 0) return null;
  return seal(key, Buffer.from(JSON.stringify(headers)), headersAad(webhookId));
}

/** The custom headers of a webhook, by name. */
export function openHeaders(key: InstanceKey, webhookId: string, sealed: Uint8Array | null): Record<string, string> {
  return sealed ? JSON.parse(open([key], sealed, headersAad(webhookId)).toString()) : {};
}

/** The text of a stored signing secret. */
export function openSecret(key: InstanceKey, row: { id: string; webhookId: string; sealed: Uint8Array }): string {
  return open([key], row.sealed, secretAad(row.webhookId, row.id)).toString();
}

/** Stores a webhook's current secret of its kind. There must be no other current one. */
export async function addSecret(
  tx: Transaction,
  key: InstanceKey,
  webhookId: string,
  secret: NewSecret,
): Promise<void> {
  const id = newId();
  await tx.signingSecret.create({
    data: {
      id,
      webhookId,
      kind: secret.kind,
      sealed: seal(key, Buffer.from(secret.text), secretAad(webhookId, id)),
      publicKey: secret.publicKey,
    },
  });
}
