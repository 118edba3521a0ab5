import "server-only";
import type { z } from "zod";
import { recordAudit, recordOperatorAudit } from "#lib/audit/record-audit";
import { type OperatorContext, requireOperatorPermission } from "#lib/context/operator-context";
import type { WorkspaceContext } from "#lib/context/workspace-context";
import { createDataKey } from "#lib/crypto/envelope";
import { db, type Transaction } from "#lib/database/client";
import { invalidInput, parseInput } from "#lib/errors/parse-input";
import { newId, parseId, publicId } from "#lib/ids";
import { workspaceDefaults } from "#lib/instance/workspace-defaults";
import { addInvitation, sendInvitation } from "#lib/invitations/create-invitation";
import type { SentInvitation } from "#lib/invitations/invitation-view";
import { type KeyView, keyView } from "#lib/keys/key-view";
import { storeKey } from "#lib/keys/store-key";
import { readOperated } from "#lib/workspaces/get-operated";
import { asOwner } from "#lib/workspaces/operate-workspace";
import type { OperatedWorkspace } from "#lib/workspaces/operated-view";
import { slugFrom, WorkspaceInput, WorkspaceSlug } from "#lib/workspaces/workspace-input";

export interface CreatedWorkspace {
  workspace: OperatedWorkspace;
  /** The first owner's, with its link, which is shown once. */
  invitation: SentInvitation | null;
  /** With the key itself, which is shown once. */
  apiKey: (KeyView & { token: string }) | null;
}

/**
 * Creates a workspace for a customer of a product, invites its first owner and makes the first API key where asked to:
 * all of it or nothing.
 *
 * @throws {AppError} `invalid_input`, e.g. at `slug` for one that is taken
 */
export async function createWorkspace(ctx: OperatorContext, input: WorkspaceInput): Promise<CreatedWorkspace> {
  requireOperatorPermission(ctx, "workspaces:write");
  const fields = parseInput(WorkspaceInput, input);
  const productId = await findProductId(fields.product);
  const slug = fields.slug ?? (await freeSlug(fields.name));
  const defaults = await workspaceDefaults();
  const id = newId();
  const made = await db().$transaction(async (tx) => {
    const settings = {
      retentionDays: fields.retentionDays ?? defaults.retentionDays,
      hidePayloads: fields.hidePayloads ?? defaults.hidePayloads,
    };
    const row = { id, productId, slug, name: fields.name, ...settings, dataKey: createDataKey(id) };
    const { count } = await tx.workspace.createMany({ data: row, skipDuplicates: true });
    if (count === 0) throw invalidInput([{ path: "slug", message: `"${slug}" is taken by another workspace` }]);
    await recordOperatorAudit(tx, ctx, id, {
      action: "workspace.created",
      target: { type: "workspace", id: publicId("workspace", id), name: fields.name },
      after: { slug, product: fields.product, ...settings },
    });
    const owner = asOwner(ctx, { id, slug, name: fields.name, productId, hidePayloads: settings.hidePayloads });
    return {
      owner,
      invited: fields.owner ? await addInvitation(tx, owner, { email: fields.owner, role: "owner" }) : null,
      apiKey: fields.apiKey ? await addKey(tx, owner) : null,
    };
  });
  const { owner, invited, apiKey } = made;
  const invitation = invited && (await sendInvitation(owner, invited.invitation, invited.token));
  return { workspace: await readOperated(slug), invitation, apiKey };
}

async function findProductId(ref: z.output<typeof WorkspaceInput>["product"]): Promise<string> {
  const id = parseId("product", ref);
  const product = await db().product.findUnique({ where: id ? { id } : { slug: ref }, select: { id: true } });
  if (!product) throw invalidInput([{ path: "product", message: "There is no such product." }]);
  return product.id;
}

/** Made from the name; with a number behind it where that one is taken or reserved. */
async function freeSlug(name: string): Promise<string> {
  const base = slugFrom(name) || "workspace";
  const rows = await db().workspace.findMany({
    where: { slug: { startsWith: base } },
    select: { slug: true },
  });
  const taken = new Set(rows.map(({ slug }) => slug));
  for (let number = 1; ; number++) {
    const slug = number === 1 ? base : `${base}-${number}`;
    if (!taken.has(slug) && WorkspaceSlug.safeParse(slug).success) return slug;
  }
}

/** A key that no member has made is worth an admin. */
async function addKey(tx: Transaction, ctx: WorkspaceContext): Promise<KeyView & { token: string }> {
  const { row, token } = await storeKey(tx, {
    kind: "workspace",
    name: "Backend",
    scopes: ["*"],
    workspaceId: ctx.workspace.id,
  });
  await recordAudit(tx, ctx, {
    action: "key.created",
    target: { type: "key", id: publicId("key", row.id), name: row.name },
    after: { prefix: row.prefix, scopes: row.scopes },
  });
  return { ...keyView(row, null), token };
}
