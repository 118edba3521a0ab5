import { inngest } from "#inngest/client";
import { dispatchWanted } from "#inngest/events";
import { setWakeSender } from "#lib/dispatch/wake";

/** Lets lib wake dispatchers through Inngest. Called once at the start of every process. */
export function connectWakes(): void {
  setWakeSender(async (wakes) => {
    await inngest.send(
      wakes.map(({ shard, generation, at }) =>
        dispatchWanted.create(
          { shard, generation },
          // A reused id is dropped for 24 h: the generation makes each wake's own.
          { id: `dispatch-${shard}-${generation}`, ...(at ? { ts: at.getTime() } : {}) },
        ),
      ),
    );
  });
}
