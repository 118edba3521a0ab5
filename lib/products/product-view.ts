import "server-only";
import { db, type Transaction } from "#lib/database/client";
import { notFound } from "#lib/errors/app-error";
import { parseId, publicId } from "#lib/ids";
import type { Prisma } from "#prisma/client";

/** A product as operators see it. */
export interface ProductView {
  id: string;
  slug: string;
  name: string;
  workspaceCount: number;
  /** Without those that are archived. */
  eventTypeCount: number;
  /** The version of its profile that new events get. */
  profileVersion: number;
  /** When its last event was accepted; null once that is past its retention. */
  lastEventAt: string | null;
  createdAt: string;
}

const PRODUCT_VIEW = {
  id: true,
  slug: true,
  name: true,
  createdAt: true,
  _count: { select: { workspaces: true, eventTypes: { where: { archivedAt: null } } } },
  profiles: { orderBy: { version: "desc" }, take: 1, select: { version: true } },
} as const satisfies Prisma.ProductSelect;

/** The products with these row ids, in no order. */
export async function productViews(ids: string[]): Promise<Map<string, ProductView>> {
  const [rows, lastEvents] = await Promise.all([
    db().product.findMany({ where: { id: { in: ids } }, select: PRODUCT_VIEW }),
    lastEventTimes(ids),
  ]);
  return new Map(
    rows.map(({ id, slug, name, createdAt, _count, profiles }) => [
      id,
      {
        id: publicId("product", id),
        slug,
        name,
        workspaceCount: _count.workspaces,
        eventTypeCount: _count.eventTypes,
        profileVersion: profiles[0]?.version ?? 0,
        lastEventAt: lastEvents.get(id)?.toISOString() ?? null,
        createdAt: createdAt.toISOString(),
      },
    ]),
  );
}

/** One look at the newest event of each workspace: their ids sort by time. */
async function lastEventTimes(ids: string[]): Promise<Map<string, Date>> {
  const rows = await db().$queryRaw<{ product_id: string; created_at: Date }[]>`
    SELECT DISTINCT ON (w.product_id) w.product_id, e.created_at
      FROM workspace w
     CROSS JOIN LATERAL (
       SELECT id, created_at FROM event WHERE workspace_id = w.id ORDER BY id DESC LIMIT 1) e
     WHERE w.product_id = ANY(${ids}::uuid[])
     ORDER BY w.product_id, e.id DESC`;
  return new Map(rows.map((row) => [row.product_id, row.created_at]));
}

export interface ProductRow {
  id: string;
  slug: string;
  name: string;
}

/** The row of a product. @param ref its id or slug @throws {AppError} `not_found` */
export async function findProduct(tx: Transaction, ref: string): Promise<ProductRow> {
  const id = parseId("product", ref);
  // What is no text for PostgreSQL names nothing.
  const isText = !ref.includes("\0") && ref.isWellFormed();
  const row = isText
    ? await tx.product.findUnique({ where: id ? { id } : { slug: ref }, select: { id: true, slug: true, name: true } })
    : null;
  if (!row) throw notFound("product");
  return row;
}

/** The same, and nobody else changes its profile, its catalogue or itself until the transaction is over. */
export async function lockProduct(tx: Transaction, ref: string): Promise<ProductRow> {
  const product = await findProduct(tx, ref);
  const locked = await tx.$queryRaw<ProductRow[]>`
    SELECT id, slug, name FROM product WHERE id = ${product.id}::uuid FOR UPDATE`;
  if (!locked[0]) throw notFound("product");
  return locked[0];
}

/** What the audit log calls it. */
export function productTarget(product: ProductRow) {
  return { type: "product", id: publicId("product", product.id), name: product.name };
}
