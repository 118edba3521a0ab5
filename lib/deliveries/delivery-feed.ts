import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { db } from "#lib/database/client";
import { acrossWorkspaces } from "#lib/database/scope";
import type { DeliveryView } from "#lib/deliveries/delivery-view";
import { nameWebhooks } from "#lib/deliveries/name-webhooks";
import { type DeliveryConditions, deliveryWhere } from "#lib/deliveries/select-page";
import { log } from "#lib/log";
import { type Delivery, Prisma } from "#prisma/client";

const POLL_MS = 1000;
/** How many of a workspace's newest deliveries are looked at: what a second brings, for all but the busiest. */
const NEWEST = 200;
const MAX_KNOWN = 1000;

export interface FeedReader {
  conditions: DeliveryConditions;
  /** Rows newer than this id are new to the reader. */
  after: string;
  /** Row ids that the reader shows and whose changes it wants, whether or not they still match. */
  known: Set<string>;
  /** Gets "missed" where more came than a look sees: the list has to be read again. */
  send: (sent: DeliveryView[] | "missed") => void;
}

interface Room {
  readers: Map<FeedReader, { fresh: boolean }>;
  /** What each row looked like at the last look, by id. */
  seen: Map<string, string>;
}

/**
 * Tells readers of new and changed deliveries. All readers of a process share one look per second at the workspaces
 * that are being watched, and one more query per different filter when something changed: a hundred open pages cost
 * the database what one does. Rows are compared by content, so that neither commits out of order nor clocks matter.
 */
class DeliveryFeed {
  readonly #rooms = new Map<string, Room>();
  #running = false;

  /** @returns what ends it */
  add(reader: FeedReader): () => void {
    const { workspaceId } = reader.conditions;
    const room = this.#rooms.get(workspaceId) ?? { readers: new Map(), seen: new Map() };
    this.#rooms.set(workspaceId, room);
    room.readers.set(reader, { fresh: true });
    // It serves the readers of all workspaces, whoever came first.
    if (!this.#running) void acrossWorkspaces(() => this.#run());
    return () => {
      room.readers.delete(reader);
      if (room.readers.size === 0 && this.#rooms.get(workspaceId) === room) this.#rooms.delete(workspaceId);
    };
  }

  async #run(): Promise<void> {
    this.#running = true;
    while (this.#rooms.size > 0) {
      await this.#look().catch((error: Error) => log().warn({ reason: error.message }, "the live feed can't look"));
      await sleep(POLL_MS, undefined, { ref: false });
    }
    this.#running = false;
  }

  async #look(): Promise<void> {
    const rooms = new Map(this.#rooms);
    const rows = await newestRows([...rooms.keys()], [...rooms.values()].flatMap(knownIds));
    const byWorkspace = Map.groupBy(rows, (row) => row.workspaceId);
    await Promise.all(
      [...rooms].map(([workspaceId, room]) => this.#tell(workspaceId, room, byWorkspace.get(workspaceId) ?? [])),
    );
  }

  async #tell(workspaceId: string, room: Room, rows: Delivery[]): Promise<void> {
    const newest = rows.slice(-NEWEST);
    const overflows = room.seen.size > 0 && newest.length === NEWEST && newest.every((row) => !room.seen.has(row.id));
    const changed = new Set(rows.filter((row) => room.seen.get(row.id) !== looks(row)).map((row) => row.id));
    room.seen = new Map(rows.map((row) => [row.id, looks(row)]));
    const readers = [...room.readers].map(([reader, state]) => {
      if (overflows && !state.fresh) reader.send("missed");
      const candidates = state.fresh ? rows : rows.filter((row) => changed.has(row.id));
      state.fresh = false;
      return { reader, candidates: candidates.filter((row) => row.id > reader.after || reader.known.has(row.id)) };
    });
    const waiting = readers.filter(({ candidates }) => candidates.length > 0);
    for (const group of Map.groupBy(waiting, ({ reader }) => JSON.stringify(reader.conditions)).values()) {
      const ids = [...new Set(group.flatMap(({ candidates }) => candidates.map((row) => row.id)))];
      const conditions = group[0]?.reader.conditions;
      const matching = conditions ? await matchingIds(conditions, ids) : new Set();
      for (const { reader, candidates } of group) {
        const visible = candidates.filter((row) => !reader.conditions.hiddenTypes.includes(row.type));
        const sent = visible.filter((row) => matching.has(row.id) || reader.known.has(row.id));
        if (sent.length === 0) continue;
        reader.send(await nameWebhooks(db(), workspaceId, sent));
        for (const { id } of sent) if (reader.known.size < MAX_KNOWN) reader.known.add(id);
      }
    }
  }
}

const knownIds = (room: Room) => [...room.readers.keys()].flatMap((reader) => [...reader.known]);

/** All that a row of the list shows and that can change. */
const looks = (row: Delivery) =>
  [row.status, row.attemptCount, row.nextAttemptAt?.getTime(), row.leaseToken, row.lastResponseStatus].join();

async function newestRows(workspaceIds: string[], knownIds: string[]): Promise<Delivery[]> {
  const found = await db().$queryRaw<{ id: string }[]>`
    SELECT newest.id FROM unnest(${workspaceIds}::uuid[]) AS w (id)
     CROSS JOIN LATERAL (
       SELECT id FROM delivery WHERE workspace_id = w.id ORDER BY id DESC LIMIT ${NEWEST}::int) newest
    UNION
    SELECT id FROM delivery WHERE id = ANY(${[...new Set(knownIds)]}::uuid[])`;
  return db().delivery.findMany({
    where: { workspaceId: { in: workspaceIds }, id: { in: found.map((row) => row.id) } },
    orderBy: { id: "asc" },
  });
}

async function matchingIds(conditions: DeliveryConditions, ids: string[]): Promise<Set<string>> {
  const rows = await db().$queryRaw<{ id: string }[]>(
    Prisma.sql`SELECT id FROM delivery WHERE ${deliveryWhere(conditions)} AND id = ANY(${ids}::uuid[])`,
  );
  return new Set(rows.map((row) => row.id));
}

export const deliveryFeed = new DeliveryFeed();
