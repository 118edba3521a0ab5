import "server-only";
import { z } from "zod";
import { requirePermission, type WorkspaceContext } from "#lib/context/workspace-context";
import { deliveryFeed } from "#lib/deliveries/delivery-feed";
import { DeliveryCriteria, deliveryConditions } from "#lib/deliveries/delivery-filters";
import type { DeliveryView } from "#lib/deliveries/delivery-view";
import { parseInput } from "#lib/errors/parse-input";
import { idsStartingWith } from "#lib/http/id-range";
import { parseId } from "#lib/ids";
import { hidesPayloads } from "#lib/workspaces/payload-access";

const MAX_SHOWN = 200;

export const DeliveryWatch = z.strictObject({
  ...DeliveryCriteria.shape,
  /** The newest delivery that the reader has. */
  after: z.string().max(64),
  /** The ids of deliveries that the reader shows and whose changes it wants, separated by commas. */
  shown: z
    .string()
    .transform((text) => text.split(",").filter(Boolean))
    .pipe(z.array(z.string().max(64)).max(MAX_SHOWN))
    .optional(),
});

/**
 * Calls `send` with deliveries that match and are new, and with changes of those that the reader shows, until the
 * function it returns is called. Oldest first; the same row may come again. Sends "missed" when more came at once than
 * it looks at: the list has to be read again then.
 */
export async function watchDeliveries(
  ctx: WorkspaceContext,
  input: z.input<typeof DeliveryWatch>,
  send: (sent: DeliveryView[] | "missed") => void,
): Promise<() => void> {
  requirePermission(ctx, "deliveries:read");
  const { after, shown = [], q, ...criteria } = parseInput(DeliveryWatch, input);
  const conditions = await deliveryConditions(ctx, criteria);
  const afterId = parseId("delivery", after);
  if (!conditions || !afterId) return () => {};
  const ids = q ? idsStartingWith("delivery", q) : null;
  const eventIds = q ? idsStartingWith("event", q) : null;
  return deliveryFeed.add({
    conditions: {
      ...conditions,
      ids: ids ? [...conditions.ids, ids] : conditions.ids,
      ...(eventIds && { eventIds }),
      // Not searchEvents, which reads a log: the feed asks about a few rows it knows by id.
      ...(q && !ids && !eventIds && { text: { contains: q, inData: !hidesPayloads(ctx) } }),
    },
    after: afterId,
    known: new Set(shown.flatMap((id) => parseId("delivery", id) ?? [])),
    send,
  });
}
