import { InngestTestEngine } from "@inngest/test";
import { expect, test } from "vitest";
import { resumeReplays } from "#inngest/functions/resume-replays";
import { runReplay } from "#inngest/functions/run-replay";
import { db } from "#lib/database/client";
import { setWakeSender } from "#lib/dispatch/wake";
import { parseId } from "#lib/ids";
import { getReplay } from "#lib/replays/get-replay";
import { startReplay } from "#lib/replays/start-replay";
import { createTestDatabase } from "#tests/support/database";
import { createTestDelivery, createTestWebhook, createTestWorkspace } from "#tests/support/workspace";

await createTestDatabase();
setWakeSender(async () => {});

test("the Inngest function carries a replay to its end", async () => {
  const workspace = await createTestWorkspace();
  const ctx = await workspace.as("developer");
  const { webhook } = await createTestWebhook(ctx);
  for (let i = 0; i < 3; i++) await createTestDelivery(workspace, webhook.id);
  const replay = await startReplay(ctx, webhook.id, { since: "2026-01-01" });
  const engine = new InngestTestEngine({
    function: runReplay,
    events: [{ name: "webhook/replay.requested", data: { replayId: replay.id } }],
  });
  await engine.execute();
  expect(await getReplay(ctx, replay.id)).toMatchObject({ status: "succeeded", replayed: 3 });
});

test("a replay whose event was lost is asked for again", async () => {
  const workspace = await createTestWorkspace();
  const ctx = await workspace.as("developer");
  const { webhook } = await createTestWebhook(ctx);
  await createTestDelivery(workspace, webhook.id);
  const replay = await startReplay(ctx, webhook.id, { since: "2026-01-01" });
  const engine = new InngestTestEngine({ function: resumeReplays });
  expect((await engine.executeStep("find")).result).not.toContain(replay.id);
  await db().replay.update({
    where: { id: parseId("replay", replay.id) ?? "" },
    data: { createdAt: new Date(Date.now() - 3_600_000), tickedAt: new Date(Date.now() - 600_000) },
  });
  const again = new InngestTestEngine({ function: resumeReplays });
  expect((await again.executeStep("find")).result).toEqual([replay.id]);
});
