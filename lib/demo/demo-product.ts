import "server-only";
import { createDataKey } from "#lib/crypto/envelope";
import { db, type Transaction } from "#lib/database/client";
import type { DemoProduct } from "#lib/demo/demo-access";
import { ensureEventTypes } from "#lib/demo/demo-event-types";
import { createDemoWebhook } from "#lib/demo/demo-webhook";
import { hasFirstEvents, writeFirstEvents } from "#lib/demo/first-events";
import { newId } from "#lib/ids";
import { ROLES } from "#lib/permissions/permissions";
import { isSameProfile } from "#lib/profiles/compare-profiles";
import type { Preset } from "#lib/profiles/preset";
import { PRESETS, type PresetName } from "#lib/profiles/presets";
import { Profile } from "#lib/profiles/profile-schema";

/** Who operates the demo's instance, beside owning its first workspace. */
const OPERATOR_EMAIL = "owner@acme.test";

/** Makes a preset's product, profile, catalogue, workspace, users, first webhook and first events, as far as they are missing. */
export async function ensureDemoProduct(name: PresetName): Promise<DemoProduct> {
  const preset: Preset = PRESETS[name];
  const { product, isNew } = await db().$transaction(async (tx) => {
    const { id: productId } = await tx.product.upsert({
      where: { slug: name },
      create: { id: newId(), slug: name, name: preset.name },
      update: {},
    });
    await ensureProfile(tx, productId, preset);
    await ensureEventTypes(tx, productId, preset);
    const known = await tx.workspace.findUnique({ where: { slug: name }, select: { id: true } });
    const workspaceId = known?.id ?? (await createWorkspace(tx, productId, name, preset));
    return {
      product: { slug: name, productId, workspaceId, users: await ensureUsers(tx, workspaceId, name) },
      isNew: !known,
    };
  });
  if (isNew) {
    await createDemoWebhook(product, preset.name);
    if (hasFirstEvents(product)) await writeFirstEvents(product, preset);
  }
  return product;
}

/**
 * A preset that has changed since becomes the next version; events keep the one they were accepted under. What an
 * operator has saved is left alone.
 */
async function ensureProfile(tx: Transaction, productId: string, preset: Preset): Promise<void> {
  const config = Profile.parse(preset.profile);
  const current = await tx.profile.findFirst({ where: { productId }, orderBy: { version: "desc" } });
  if (current && (current.createdBy !== null || isSameProfile(Profile.parse(current.config), config))) return;
  await tx.profile.create({ data: { id: newId(), productId, version: (current?.version ?? 0) + 1, config } });
}

async function createWorkspace(
  tx: Transaction,
  productId: string,
  slug: PresetName,
  { name, tenants = [] }: Preset,
): Promise<string> {
  const id = newId();
  await tx.workspace.create({
    data: {
      id,
      productId,
      slug,
      name,
      dataKey: createDataKey(id),
      tenants: { create: tenants.map((tenant) => ({ ...tenant, id: newId() })) },
    },
  });
  return id;
}

async function ensureUsers(tx: Transaction, workspaceId: string, slug: PresetName): Promise<DemoProduct["users"]> {
  const users: DemoProduct["users"] = [];
  for (const role of ROLES.toReversed()) {
    const email = `${role}@${slug}.test`;
    const name = `${role.charAt(0).toUpperCase()}${role.slice(1)} of ${PRESETS[slug].name}`;
    const isOperator = email === OPERATOR_EMAIL;
    // Who can read `demo.json` may be any of them.
    const emailVerifiedAt = new Date();
    const { id } = await tx.user.upsert({
      where: { email },
      create: { id: newId(), email, name, isOperator, emailVerifiedAt },
      // A demo from before there were operators, or proven addresses.
      update: { emailVerifiedAt, ...(isOperator && { isOperator }) },
    });
    await tx.member.upsert({
      where: { workspaceId_userId: { workspaceId, userId: id } },
      create: { workspaceId, userId: id, role },
      update: {},
    });
    users.push({ id, email, role });
  }
  return users;
}
