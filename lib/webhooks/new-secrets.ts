import "server-only";
import type { InstanceKey } from "#lib/config";
import type { WorkspaceContext } from "#lib/context/workspace-context";
import type { Transaction } from "#lib/database/client";
import { invalidInput } from "#lib/errors/parse-input";
import type { SignatureConfig } from "#lib/profiles/profile-schema";
import { fitsScheme, generateSecret, type NewSecret, ownSecret, secretKindOf } from "#lib/signing/secret";
import { addSecret, openSecret } from "#lib/webhooks/sealed";
import { secretKinds } from "#lib/webhooks/signatures";
import type { SecretKind } from "#prisma/client";

/** A secret as those see it who may: when it is made, and on reveal. */
export interface SecretView {
  kind: SecretKind;
  secret: string;
  /** For ed25519: what the receiver verifies with, `whpk_…`. */
  publicKey: string | null;
}

/**
 * A secret for each kind that the signatures need, the webhook's main one first: the one brought along, or a random one.
 *
 * @throws {AppError} `invalid_input` at `secret`
 */
export function newSecrets(signatures: SignatureConfig[], own: string | undefined): [NewSecret, ...NewSecret[]] {
  const [primary, ...others] = secretKinds(signatures);
  const rest = others.map(generateSecret);
  if (own === undefined) return [generateSecret(primary), ...rest];
  const users = signatures.filter((signature) => secretKindOf(signature) === primary);
  const secret = ownSecret(own, users);
  if ("problem" in secret) throw invalidInput([{ path: "secret", message: secret.problem }]);
  return [secret, ...rest];
}

/**
 * A key that verifies the requests of two webhooks would let one receiver forge what the other trusts (checklist 26).
 * Only Standard Webhooks asks for that: a public key may be a customer's, and products with schemes of their own give
 * their customers one token for all.
 *
 * @throws {AppError} `invalid_input` at `secret` when it signs, or signed a moment ago, for any webhook of the workspace
 */
export async function requireUniqueSecret(
  tx: Transaction,
  ctx: WorkspaceContext,
  key: InstanceKey,
  signatures: SignatureConfig[],
  own: NewSecret,
): Promise<void> {
  if (own.kind !== "hmac" || !signatures.some(({ scheme }) => scheme === "standard-webhooks")) return;
  const rows = await tx.signingSecret.findMany({
    where: {
      kind: "hmac",
      webhook: { workspaceId: ctx.workspace.id, deletedAt: null },
      OR: [{ expiresAt: null }, { expiresAt: { gt: new Date() } }],
    },
  });
  if (!rows.some((row) => openSecret(key, row) === own.text)) return;
  throw invalidInput([
    { path: "secret", message: "is in use already; every webhook needs a secret that no other one has" },
  ]);
}

export function secretView({ kind, text, publicKey }: NewSecret): SecretView {
  return { kind, secret: text, publicKey };
}

/**
 * Makes and stores the secrets that a changed signature needs and the webhook has not.
 *
 * @throws {AppError} `invalid_input` when its own secret has no form that the new scheme could sign with
 */
export async function addMissingSecrets(
  tx: Transaction,
  key: InstanceKey,
  webhookId: string,
  signatures: SignatureConfig[],
): Promise<SecretView[]> {
  const current = await tx.signingSecret.findMany({ where: { webhookId, expiresAt: null } });
  for (const [i, signature] of signatures.entries()) {
    const row = current.find(({ kind }) => kind === secretKindOf(signature));
    if (row && !fitsScheme(openSecret(key, row), signature)) {
      const message = "needs a whsec_ secret, and this webhook has one of another form: rotate the secret first";
      throw invalidInput([{ path: `signature.${i}`, message }]);
    }
  }
  const missing = secretKinds(signatures).filter((kind) => !current.some((row) => row.kind === kind));
  const made = missing.map(generateSecret);
  for (const secret of made) await addSecret(tx, key, webhookId, secret);
  return made.map(secretView);
}
