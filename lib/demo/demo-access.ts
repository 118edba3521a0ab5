import "server-only";
import { randomBytes } from "node:crypto";
import { db } from "#lib/database/client";
import type { DemoFile } from "#lib/demo/demo-file";
import { storeKey } from "#lib/keys/store-key";
import { tokenHash } from "#lib/keys/token";
import { hashPassword } from "#lib/users/password";
import type { Role } from "#prisma/client";

/** A seeded product with its workspace and people. */
export interface DemoProduct {
  slug: string;
  productId: string;
  workspaceId: string;
  users: { id: string; email: string; role: Role }[];
}

const KEY_NAME = "Demo";

/** Whether the keys and users of a `demo.json` are those of this database. */
export async function isDemoAccessValid(products: DemoProduct[], file: DemoFile): Promise<boolean> {
  const entries = products.map(({ slug }) => file.products[slug]);
  const emails = new Set(file.users.map(({ email }) => email));
  const isComplete =
    entries.every((entry) => entry !== undefined) &&
    products.every(({ users }) => users.every(({ email }) => emails.has(email)));
  if (!isComplete) return false;
  const tokens = [file.operatorKey, ...entries.flatMap((entry) => (entry ? [entry.publishKey, entry.apiKey] : []))];
  const found = await db().apiKey.count({ where: { hash: { in: tokens.map(tokenHash) }, revokedAt: null } });
  return found === tokens.length;
}

/** Makes new keys and passwords, and revokes the demo's earlier keys, which nobody holds any more. */
export async function createDemoAccess(products: DemoProduct[]): Promise<Omit<DemoFile, "url">> {
  const passwords = await Promise.all(
    products.flatMap(({ slug, users }) =>
      users.map(async ({ id, email, role }) => {
        const password = randomBytes(12).toString("base64url");
        return { id, passwordHash: await hashPassword(password), account: { email, password, role, workspace: slug } };
      }),
    ),
  );
  return db().$transaction(async (tx) => {
    const access: DemoFile["products"] = {};
    for (const { slug, productId, workspaceId, users } of products) {
      const owner = users.find(({ role }) => role === "owner");
      await tx.apiKey.updateMany({
        where: { name: KEY_NAME, revokedAt: null, OR: [{ productId }, { workspaceId }] },
        data: { revokedAt: new Date() },
      });
      const common = { name: KEY_NAME, scopes: ["*"], createdById: owner?.id ?? null };
      const publish = await storeKey(tx, { ...common, kind: "publish", productId });
      const workspace = await storeKey(tx, { ...common, kind: "workspace", workspaceId });
      access[slug] = { publishKey: publish.token, workspace: slug, apiKey: workspace.token };
    }
    await tx.apiKey.updateMany({
      where: { name: KEY_NAME, revokedAt: null, kind: "operator" },
      data: { revokedAt: new Date() },
    });
    const operator = await storeKey(tx, { name: KEY_NAME, scopes: ["*"], kind: "operator" });
    for (const { id, passwordHash } of passwords) {
      await tx.user.update({ where: { id }, data: { passwordHash, sessionVersion: { increment: 1 } } });
    }
    return { products: access, operatorKey: operator.token, users: passwords.map(({ account }) => account) };
  });
}
