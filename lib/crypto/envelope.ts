import "server-only";
import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { config, type InstanceKey } from "#lib/config";

// Layout: version (1), length of the key id, key id, nonce (12), ciphertext, tag (16).
const VERSION = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const DATA_KEY_BYTES = 32;

/** A ciphertext that can't be opened: a wrong key, or bytes that belong to another row. */
export class SealError extends Error {
  override name = "SealError";
}

/**
 * AES-256-GCM with a fresh 96-bit nonce.
 *
 * @param aad what the ciphertext is bound to, e.g. `secret:<row id>`; opening it with another `aad` fails
 */
export function seal(key: InstanceKey, plaintext: Uint8Array, aad: string): Buffer<ArrayBuffer> {
  const keyId = Buffer.from(key.id);
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", key.bytes, nonce).setAAD(Buffer.from(aad));
  const body = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  return Buffer.concat([Uint8Array.of(VERSION, keyId.length), keyId, nonce, body, cipher.getAuthTag()]);
}

/** @throws {SealError} when none of `keys` has the ciphertext's key id, or the key, the bytes or the `aad` are wrong */
export function open(keys: readonly InstanceKey[], sealed: Uint8Array, aad: string): Buffer {
  const bytes = Buffer.from(sealed);
  if (bytes[0] !== VERSION) throw new SealError("Unknown ciphertext version.");
  const idEnd = 2 + (bytes[1] ?? 0);
  const keyId = sealedWith(bytes);
  const key = keys.find((candidate) => candidate.id === keyId);
  if (!key) throw new SealError(`No key "${keyId}" is configured (POSTHORN_ENCRYPTION_KEY).`);
  try {
    const nonce = bytes.subarray(idEnd, idEnd + NONCE_BYTES);
    const decipher = createDecipheriv("aes-256-gcm", key.bytes, nonce)
      .setAAD(Buffer.from(aad))
      .setAuthTag(bytes.subarray(-TAG_BYTES));
    return Buffer.concat([decipher.update(bytes.subarray(idEnd + NONCE_BYTES, -TAG_BYTES)), decipher.final()]);
  } catch {
    throw new SealError(`The ciphertext can't be opened with key "${keyId}".`);
  }
}

/** A new data key for a workspace, wrapped by the instance key. Stored as `Workspace.dataKey`. */
export function createDataKey(workspaceId: string, key = config().instanceKeys[0]): Buffer<ArrayBuffer> {
  return seal(key, randomBytes(DATA_KEY_BYTES), dataKeyAad(workspaceId));
}

/** Unwraps `Workspace.dataKey`. The key's id is the workspace's, so a ciphertext can't be opened in another one. */
export function openDataKey(
  workspaceId: string,
  wrapped: Uint8Array,
  keys: readonly InstanceKey[] = config().instanceKeys,
): InstanceKey {
  return { id: workspaceId, bytes: open(keys, wrapped, dataKeyAad(workspaceId)) };
}

/**
 * A workspace's data key wrapped anew by the first instance key, or null when it is already. What the data key has
 * sealed stays as it is.
 *
 * @throws {SealError} when the key that wraps it now is not configured
 */
export function rewrapDataKey(workspaceId: string, wrapped: Uint8Array): Buffer<ArrayBuffer> | null {
  const [first] = config().instanceKeys;
  if (sealedWith(wrapped) === first.id) return null;
  return seal(first, openDataKey(workspaceId, wrapped).bytes, dataKeyAad(workspaceId));
}

/** The id of the key that a ciphertext needs. */
export function sealedWith(sealed: Uint8Array): string {
  return Buffer.from(sealed)
    .subarray(2, 2 + (sealed[1] ?? 0))
    .toString();
}

/** What a signing secret's ciphertext is bound to. */
export const secretAad = (webhookId: string, secretId: string) => `webhook:${webhookId}:secret:${secretId}`;

/** What a webhook's custom header values are bound to. */
export const headersAad = (webhookId: string) => `webhook:${webhookId}:headers`;

/** What the two halves of a remembered request are bound to. */
export const idempotencyAad = (id: string, half: "asked" | "answer") => `idempotency:${id}:${half}`;

const dataKeyAad = (workspaceId: string) => `workspace:${workspaceId}:data-key`;
