import "server-only";
import type { InstanceKey } from "#lib/config";
import { headersAad, open, seal, secretAad } from "#lib/crypto/envelope";
import type { Transaction } from "#lib/database/client";
import { newId } from "#lib/ids";
import { generateSecret } from "#lib/signing/secret";
import type { SecretKind } from "#prisma/client";

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

/** Makes and stores a webhook's current secret of a kind, and returns its text. */
export async function addSecret(
  tx: Transaction,
  key: InstanceKey,
  webhookId: string,
  kind: SecretKind,
): Promise<string> {
  const secret = generateSecret(kind);
  const id = newId();
  await tx.signingSecret.create({
    data: {
      id,
      webhookId,
      kind,
      sealed: seal(key, Buffer.from(secret.text), secretAad(webhookId, id)),
      publicKey: secret.publicKey,
    },
  });
  return secret.text;
}
