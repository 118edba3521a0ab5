import "server-only";
import type { InstanceKey } from "#lib/config";
import { openDataKey, seal, secretAad } from "#lib/crypto/envelope";
import type { Transaction } from "#lib/database/client";
import { newId } from "#lib/ids";
import type { SignatureConfig } from "#lib/profiles/profile-schema";
import { fitsScheme, generateSecret, secretKindOf } from "#lib/signing/secret";
import { openSecret } from "#lib/webhooks/sealed";
import { secretKinds } from "#lib/webhooks/signatures";
import { Prisma } from "#prisma/client";

const BATCH = 500;

export interface CarriedOver {
  /** Webhooks that go on signing as before, by a setting of their own. */
  kept: number;
  /** Webhooks that got a secret of a kind they had not. */
  newSecrets: number;
  /** The row ids of the workspaces whose requests are signed differently from now on. */
  workspaceIds: string[];
}

const FOLLOWER = {
  id: true,
  workspaceId: true,
  workspace: { select: { dataKey: true } },
  secrets: { where: { expiresAt: null } },
} as const satisfies Prisma.WebhookSelect;
type Follower = Prisma.WebhookGetPayload<{ select: typeof FOLLOWER }>;

/** Has every webhook that follows the profile's signature go on as before, by making that its own. */
export async function keepSignatures(
  tx: Transaction,
  productId: string,
  before: SignatureConfig[],
): Promise<CarriedOver> {
  const { count } = await pin(tx, following(productId), before);
  return { kept: count, newSecrets: 0, workspaceIds: [] };
}

/**
 * Has every webhook that follows the profile's signature sign in the new manner, with a new secret where that needs
 * another kind. One whose own secret has no form that the new manner can use goes on as before: it would send nothing.
 */
export async function changeSignatures(
  tx: Transaction,
  productId: string,
  before: SignatureConfig[],
  after: SignatureConfig[],
): Promise<CarriedOver> {
  const result: CarriedOver = { kept: 0, newSecrets: 0, workspaceIds: [] };
  const workspaceIds = new Set<string>();
  for (let last = "00000000-0000-0000-0000-000000000000"; ; ) {
    const followers: Follower[] = await tx.webhook.findMany({
      where: { ...following(productId), id: { gt: last } },
      orderBy: { id: "asc" },
      take: BATCH,
      select: FOLLOWER,
    });
    const plans = followers.map((webhook) => planFor(webhook, after));
    const unfit = plans.filter((plan) => !plan.fits).map((plan) => plan.id);
    const secrets = plans.flatMap((plan) => (plan.fits ? plan.secrets : []));
    if (unfit.length > 0) await pin(tx, { id: { in: unfit } }, before);
    if (secrets.length > 0) await tx.signingSecret.createMany({ data: secrets });
    const changed = new Set(secrets.map(({ webhookId }) => webhookId));
    // Dispatchers keep opened secrets by webhook and version.
    await tx.webhook.updateMany({ where: { id: { in: [...changed] } }, data: { version: { increment: 1 } } });
    for (const plan of plans) if (plan.fits) workspaceIds.add(plan.workspaceId);
    result.kept += unfit.length;
    result.newSecrets += changed.size;
    const end = followers.at(-1)?.id;
    if (followers.length < BATCH || !end) return { ...result, workspaceIds: [...workspaceIds] };
    last = end;
  }
}

const following = (productId: string) =>
  ({
    deletedAt: null,
    signature: { equals: Prisma.DbNull },
    workspace: { productId },
  }) satisfies Prisma.WebhookWhereInput;

function pin(tx: Transaction, where: Prisma.WebhookWhereInput, signature: SignatureConfig[]) {
  return tx.webhook.updateMany({ where, data: { signature, version: { increment: 1 } } });
}

function planFor({ id, workspaceId, workspace, secrets }: Follower, signatures: SignatureConfig[]) {
  const key: InstanceKey = openDataKey(workspaceId, workspace.dataKey);
  const fits = signatures.every((signature) => {
    const row = secrets.find(({ kind }) => kind === secretKindOf(signature));
    return !row || fitsScheme(openSecret(key, row), signature);
  });
  const missing = secretKinds(signatures).filter((kind) => !secrets.some((row) => row.kind === kind));
  return { id, workspaceId, fits, secrets: fits ? missing.map((kind) => newSecret(key, id, kind)) : [] };
}

function newSecret(key: InstanceKey, webhookId: string, kind: Parameters<typeof generateSecret>[0]) {
  const secretId = newId();
  const { text, publicKey } = generateSecret(kind);
  return {
    id: secretId,
    webhookId,
    kind,
    sealed: seal(key, Buffer.from(text), secretAad(webhookId, secretId)),
    publicKey,
  };
}
