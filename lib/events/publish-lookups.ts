import "server-only";
import { db } from "#lib/database/client";
import { AppError } from "#lib/errors/app-error";
import { type DataCheck, dataCheck } from "#lib/event-types/data-check";
import { newId, parseId } from "#lib/ids";

/** What accepting needs to know of a product. */
export interface Catalogue {
  /** The current version of its profile. */
  profileId: string;
  /** By name, each with what judges its data; null where nothing does. */
  types: ReadonlyMap<string, DataCheck | null>;
  /** The names of those that are archived: they can't be published. */
  archived: ReadonlySet<string>;
}

interface PublishWorkspace {
  id: string;
  suspended: boolean;
}

/** Publishing must not ask three tables per event. What is not in the cache is always looked up. */
const CACHE_MS = 2000;
const CACHE_MAX = 50_000;

class Cache<T> {
  readonly #entries = new Map<string, { value: T; until: number }>();

  get(key: string): T | undefined {
    const entry = this.#entries.get(key);
    return entry && entry.until > Date.now() ? entry.value : undefined;
  }

  set(key: string, value: T): void {
    if (this.#entries.size >= CACHE_MAX) this.#entries.clear();
    this.#entries.set(key, { value, until: Date.now() + CACHE_MS });
  }

  delete(key: string): void {
    this.#entries.delete(key);
  }
}

const catalogues = new Cache<Catalogue>();
const workspaces = new Cache<PublishWorkspace>();
const tenants = new Cache<string>();

/** A product's current profile and event types. Changes take effect within two seconds. */
export async function loadCatalogue(productId: string): Promise<Catalogue> {
  const known = catalogues.get(productId);
  if (known) return known;
  const [profile, types] = await Promise.all([
    db().profile.findFirst({ where: { productId }, orderBy: { version: "desc" }, select: { id: true } }),
    db().eventType.findMany({
      where: { productId },
      select: { name: true, schema: true, validation: true, archivedAt: true },
    }),
  ]);
  if (!profile) throw new AppError("conflict", "This product has no profile yet.");
  const catalogue = {
    profileId: profile.id,
    types: new Map(types.filter(({ archivedAt }) => !archivedAt).map((type) => [type.name, dataCheck(type)])),
    archived: new Set(types.filter(({ archivedAt }) => archivedAt).map(({ name }) => name)),
  };
  catalogues.set(productId, catalogue);
  return catalogue;
}

/** After a change to a product's profile or catalogue: this process sees it at once, the others within two seconds. */
export function forgetCatalogue(productId: string): void {
  catalogues.delete(productId);
}

/** Finds a product's workspaces by slug or public id. Unknown names are absent from the result. */
export async function resolveWorkspaces(
  productId: string,
  names: ReadonlySet<string>,
): Promise<Map<string, PublishWorkspace>> {
  const found = new Map<string, PublishWorkspace>();
  const missing: string[] = [];
  for (const name of names) {
    const known = workspaces.get(`${productId}/${name}`);
    if (known) found.set(name, known);
    else missing.push(name);
  }
  if (missing.length === 0) return found;
  const ids = missing.flatMap((name) => parseId("workspace", name) ?? []);
  const rows = await db().workspace.findMany({
    where: { productId, OR: [{ slug: { in: missing } }, { id: { in: ids } }] },
    select: { id: true, slug: true, suspendedAt: true },
  });
  for (const name of missing) {
    const id = parseId("workspace", name);
    const row = rows.find((candidate) => candidate.slug === name || candidate.id === id);
    if (!row) continue;
    const workspace = { id: row.id, suspended: row.suspendedAt !== null };
    workspaces.set(`${productId}/${name}`, workspace);
    found.set(name, workspace);
  }
  return found;
}

/** The ids of tenants by `workspaceId/key`. A tenant is created by the first event that names it. */
export async function resolveTenants(
  wanted: readonly { workspaceId: string; key: string }[],
): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  const missing = new Map<string, { workspaceId: string; key: string }>();
  for (const tenant of wanted) {
    const name = `${tenant.workspaceId}/${tenant.key}`;
    const known = tenants.get(name);
    if (known) found.set(name, known);
    else missing.set(name, tenant);
  }
  if (missing.size === 0) return found;
  const list = [...missing.values()];
  await db().tenant.createMany({
    data: list.map(({ workspaceId, key }) => ({ id: newId(), workspaceId, key, name: key })),
    skipDuplicates: true,
  });
  const rows = await db().tenant.findMany({ where: { OR: list }, select: { id: true, workspaceId: true, key: true } });
  for (const row of rows) {
    const name = `${row.workspaceId}/${row.key}`;
    tenants.set(name, row.id);
    found.set(name, row.id);
  }
  return found;
}
