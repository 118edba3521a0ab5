import { inngest } from "#inngest/client";
import { testRequested } from "#inngest/events";
import { attemptOne } from "#lib/dispatch/attempt-one";
import { parseId } from "#lib/ids";

/** Makes the one attempt of a test event whose webhook is paused or disabled. */
export const attemptTest = inngest.createFunction(
  { id: "attempt-test", name: "Send a test to a resting webhook", triggers: [testRequested], retries: 1 },
  async ({ event, step }) =>
    step.run("attempt", async () => {
      const id = parseId("delivery", event.data.deliveryId);
      const outcome = id && (await attemptOne(id, "test"));
      return { attempted: Boolean(outcome) };
    }),
);
