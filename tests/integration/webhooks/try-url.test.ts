import { expect, test } from "vitest";
import { tryUrl } from "#lib/webhooks/try-url";
import { createTestDatabase } from "#tests/support/database";
import { startReceiver } from "#tests/support/receiver";
import { createTestWorkspace } from "#tests/support/workspace";

await createTestDatabase();

test("a URL is tried as webhooks are sent: it answers, refuses, is not there, or may not be reached", async () => {
  const workspace = await createTestWorkspace();
  const ctx = await workspace.as("developer");
  const receiver = await startReceiver((response) => response.writeHead(401).end("a secret of the receiver"));
  const refused = await tryUrl(ctx, { url: `${receiver.url}/hook` });
  expect(refused).toMatchObject({ status: 401, errorCode: "client_error", message: "It answered 401." });
  expect(JSON.stringify(refused)).not.toContain("secret");
  expect(receiver.requests[0]).toMatchObject({ path: "/hook", body: "{}" });
  expect(Object.keys(receiver.requests[0]?.headers ?? {}).filter((name) => name.includes("signature"))).toEqual([]);
  receiver.answerWith((response) => response.end());
  expect(await tryUrl(ctx, { url: receiver.url })).toMatchObject({ status: 200, errorCode: null });

  expect(await tryUrl(ctx, { url: "http://127.0.0.1:9/" })).toMatchObject({ status: null });
  for (const url of ["http://169.254.169.254/latest/meta-data", "http://10.0.0.1/", "file:///etc/passwd", "nonsense"]) {
    expect(await tryUrl(ctx, { url }), url).toMatchObject({ status: null, errorCode: expect.stringMatching(/\w/) });
  }
  await expect(tryUrl(await workspace.as("viewer"), { url: receiver.url })).rejects.toMatchObject({
    code: "forbidden",
  });
  await expect(tryUrl(ctx, { url: "" })).rejects.toMatchObject({ code: "invalid_input" });
});
