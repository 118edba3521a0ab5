import "server-only";
import { inngest } from "#inngest/client";
import { testRequested } from "#inngest/events";
import type { DeliveryView } from "#lib/deliveries/delivery-view";

/** Has the test event of a webhook that is paused or disabled sent; the dispatchers send those of active ones. */
export async function requestTest(delivery: DeliveryView): Promise<DeliveryView> {
  if (delivery.status === "held") await inngest.send(testRequested.create({ deliveryId: delivery.id }));
  return delivery;
}
