import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, expect, test } from "vitest";
import { guardRequests } from "#lib/http/guard-requests";
import { Problem } from "#lib/openapi/schemas";
import { createTestDatabase } from "#tests/support/database";

// A problem's `type` is an address of ours, which the settings tell.
await createTestDatabase();
guardRequests();
const server = createServer((_request, response) => response.end("reached"));
await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
afterAll(() => server.close());

async function ask(method: string, path: string) {
  const { port } = server.address() as AddressInfo;
  return new Promise<{ status: number | undefined; type: string | undefined; text: string }>((resolve, reject) => {
    const call = request({ port, host: "127.0.0.1", method, path }, (response) => {
      let text = "";
      response.on("data", (chunk) => {
        text += chunk;
      });
      response.on("end", () => resolve({ status: response.statusCode, type: response.headers["content-type"], text }));
    });
    call.on("error", reject).end();
  });
}

test.each([
  ["TRACE", "/api/v1/webhooks", 405],
  ["QUERY", "/api/v1/webhooks", 405],
  ["GET", "/api/v1/webhooks/%ff", 400],
  ["GET", "/api/v1/webhooks/%", 400],
])("%s %s never reaches Next.js, which has no answer but 500", async (method, path, status) => {
  const answer = await ask(method, path);
  expect(answer).toMatchObject({ status, type: "application/problem+json" });
  expect(Problem.parse(JSON.parse(answer.text)).status).toBe(status);
});

test.each(["/api/v1/webhooks/%C3%BC", "/?q=%ff", "/"])("%s is passed on", async (path) => {
  expect(await ask("GET", path)).toMatchObject({ status: 200, text: "reached" });
});
