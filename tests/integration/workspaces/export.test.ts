import { expect, test } from "vitest";
import { GET as exportRoute } from "#app/api/v1/operator/workspaces/[id]/export/route";
import { publicId } from "#lib/ids";
import { createInvitation } from "#lib/invitations/create-invitation";
import { createKey } from "#lib/keys/create-key";
import { createTestDatabase } from "#tests/support/database";
import { deliverDue, prepareDispatch, publish } from "#tests/support/deliver";
import { startReceiver } from "#tests/support/receiver";
import {
  auditActions,
  createOperatorKey,
  createTestDelivery,
  createTestWebhook,
  createTestWorkspace,
} from "#tests/support/workspace";

await createTestDatabase();
await prepareDispatch();

async function exported(id: string, key: string) {
  const request = new Request("http://localhost/x", { headers: { authorization: `Bearer ${key}` } });
  const response = await exportRoute(request, { params: Promise.resolve({ id }) });
  const text = await response.text();
  return {
    response,
    text,
    lines: text
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line)),
  };
}

test("an export has everything of a workspace, as its API answers it, and nothing secret", async () => {
  const [workspace, other] = [await createTestWorkspace(), await createTestWorkspace()];
  const owner = await workspace.as("owner");
  const receiver = await startReceiver();
  const { webhook, secret } = await createTestWebhook(owner, {
    url: receiver.url,
    headers: { authorization: "Bearer planted-header-value" },
  });
  const { token } = await createKey(owner, { name: "CI" });
  const { url } = await createInvitation(owner, { email: "ada@example.com", role: "viewer" });
  await publish(workspace, { data: '{"amount":1.50}' });
  await deliverDue();
  // More than one page of a part.
  for (let i = 0; i < 250; i++) await createTestDelivery(workspace, webhook.id);
  await createTestDelivery(other, (await createTestWebhook(await other.as("owner"))).webhook.id, {
    data: '"of another workspace"',
  });

  const { response, text, lines } = await exported(workspace.slug, await createOperatorKey(["workspaces:read"]));
  expect(response.headers.get("content-disposition")).toMatch(/^attachment; filename="[\w-]+Z\.ndjson"$/);
  const counts = Object.fromEntries(
    [...Map.groupBy(lines, ({ kind }) => kind)].map(([kind, all]) => [kind, all.length]),
  );
  expect(counts).toMatchObject({
    export: 1,
    workspace: 1,
    member: 1,
    invitation: 1,
    webhook: 1,
    event: 251,
    delivery: 251,
  });
  const { export: _e, workspace: _w, end: _end, ...parts } = counts;
  expect(lines.at(-1)).toMatchObject({ kind: "end", data: parts });
  const of = (kind: string) => lines.filter((line) => line.kind === kind).map(({ data }) => data);
  expect(of("event").some(({ data }) => data === '{"amount":1.50}')).toBe(true);
  const attempted = of("delivery").filter(({ attempts }) => attempts.length > 0);
  expect(attempted).toMatchObject([{ status: "succeeded", attempts: [{ response: { status: 200 } }] }]);
  for (const planted of [secret, token, url.split("/").at(-1), "planted-header-value", "of another workspace"]) {
    expect(text).not.toContain(planted);
  }
  expect(await auditActions(workspace)).toContain("workspace.exported");
});

test("what does not exist is not exported, and neither is anything without the scope", async () => {
  const { response } = await exported(
    publicId("workspace", (await createTestWorkspace()).productId),
    await createOperatorKey(),
  );
  expect(response.status).toBe(404);
  const narrow = await exported((await createTestWorkspace()).slug, await createOperatorKey(["instance:read"]));
  expect(narrow.response.status).toBe(403);
});
