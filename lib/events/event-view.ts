import type { DeliveryView } from "#lib/deliveries/delivery-view";
import { publicId } from "#lib/ids";
import type { Event } from "#prisma/client";

/** An event as API and UI show it. */
export interface EventView {
  id: string;
  type: string;
  /** The tenant's key. */
  tenant: string | null;
  /** JSON text, exactly as it was published; empty when `dataHidden`. */
  data: string;
  /** Whether the workspace keeps payloads from the actor's role. */
  dataHidden: boolean;
  occurredAt: string;
  createdAt: string;
  /** The publisher's own id, if it gave one. */
  key: string | null;
  test: boolean;
}

export interface EventDetail extends EventView {
  /** Newest first, at most 100. */
  deliveries: DeliveryView[];
}

/** @param tenant the key of the event's tenant */
export function eventView(row: Event, tenant: string | null, hideData: boolean): EventView {
  return {
    id: publicId("event", row.id),
    type: row.type,
    tenant,
    data: hideData ? "" : row.data,
    dataHidden: hideData,
    occurredAt: row.occurredAt.toISOString(),
    createdAt: row.createdAt.toISOString(),
    key: row.key,
    test: row.test,
  };
}
