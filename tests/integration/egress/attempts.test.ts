import { networkInterfaces } from "node:os";
import { beforeAll, describe, expect, test } from "vitest";
import { db } from "#lib/database/client";
import { egressPolicy } from "#lib/egress/instance-policy";
import { isAllowedAddress } from "#lib/egress/policy";
import { createCertificate } from "#tests/support/certificate";
import { createTestDatabase } from "#tests/support/database";
import { attemptsOf, deliverDue, deliveriesOf, prepareDispatch, publish, rowId } from "#tests/support/deliver";
import { startDnsServer } from "#tests/support/dns-server";
import { startProduct } from "#tests/support/product";
import { answerBytes, type RawAnswer, startRawServer, startRawTlsServer } from "#tests/support/raw-server";

const dns = await startDnsServer(() => "NXDOMAIN");
process.env.POSTHORN_DNS_SERVERS = dns.address;
await createTestDatabase();
beforeAll(prepareDispatch);

/** Publishes one event to a webhook whose stored URL is this, whatever saving it would have said. */
async function attempt(url: string) {
  const { workspace, webhook } = await startProduct("acme", { headers: { Authorization: "Bearer sesame" } });
  await db().webhook.update({ where: { id: rowId("webhook", webhook.id) }, data: { url, version: { increment: 1 } } });
  await publish(workspace, {});
  await deliverDue();
  const [delivery] = await deliveriesOf(webhook.id);
  const [made] = await attemptsOf(delivery?.id ?? "");
  if (!delivery || !made) throw new Error("No attempt was made.");
  return { delivery, attempt: made };
}

const to = async (answer: RawAnswer) => attempt(`http://127.0.0.1:${(await startRawServer(answer)).port}/hook?x=1`);

describe("the log of attempts", () => {
  test("keeps what was sent, secrets masked, and what came back, byte for byte", async () => {
    const body = Buffer.from(Array.from({ length: 256 }, (_, i) => i));
    const { delivery, attempt } = await to((socket) => {
      socket.write("HTTP/1.1 200 OK\r\nset-cookie: a=1\r\nset-cookie: b=2\r\ncontent-length: 256\r\n\r\n");
      socket.write(body);
    });
    expect(delivery.status).toBe("succeeded");
    expect(attempt).toMatchObject({
      reason: "first",
      number: 1,
      responseStatus: 200,
      responseTruncated: false,
      remoteAddress: "127.0.0.1",
      httpVersion: "1.1",
      errorCode: null,
      requestUrl: expect.stringMatching(/\/hook\?x=1$/),
      worker: expect.stringContaining(String(process.pid)),
    });
    expect(Buffer.from(attempt.responseBody ?? [])).toEqual(body);
    expect(JSON.parse(attempt.responseHeaders ?? "")).toEqual([
      ["set-cookie", "a=1"],
      ["set-cookie", "b=2"],
      ["content-length", "256"],
    ]);
    expect(attempt.requestHeaders).toContain("Authorization");
    expect(attempt.requestHeaders).not.toContain("sesame");
    const { connectMs, firstByteMs, totalMs } = attempt;
    expect(connectMs).toBeGreaterThan(0);
    expect(firstByteMs).toBeGreaterThan(connectMs ?? 0);
    expect(totalMs).toBeGreaterThanOrEqual(firstByteMs ?? 0);
  });

  test("fault 20: keeps the status and the first bytes of a 200 that was cut off, which is retried", async () => {
    const { delivery, attempt } = await to(answerBytes("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf"));
    expect(delivery).toMatchObject({ status: "pending", attemptCount: 1, lastErrorCode: "connection_closed" });
    expect(attempt).toMatchObject({
      outcome: "failed",
      errorCode: "connection_closed",
      errorMessage: "The server closed the connection in the middle of its answer.",
      responseStatus: 200,
      responseTruncated: true,
    });
    expect(Buffer.from(attempt.responseBody ?? []).toString()).toBe("half");
  });

  // Faults 20 to 22.
  test.each<[code: string, url: () => Promise<string>]>([
    ["protocol_error", async () => `http://127.0.0.1:${(await startRawServer(answerBytes("SSH-2.0\r\n"))).port}/`],
    [
      "connection_closed",
      async () => `http://127.0.0.1:${(await startRawServer((socket) => socket.resetAndDestroy())).port}/`,
    ],
    ["tls_error", async () => `https://127.0.0.1:${(await startRawTlsServer(createCertificate({ name: "x" }))).port}/`],
    ["dns_error", async () => "https://nowhere.example.test/"],
  ])("keeps a %s in the log, and the delivery is tried again", async (code, url) => {
    const { delivery, attempt: made } = await attempt(await url());
    expect(delivery).toMatchObject({ status: "pending", attemptCount: 1, retryStep: 1, lastErrorCode: code });
    expect(delivery.nextAttemptAt?.getTime()).toBeGreaterThan(Date.now());
    expect(made).toMatchObject({ outcome: "failed", errorCode: code, responseStatus: null });
  });

  test("fault 20: a 503 that was cut off is a 503, and its Retry-After is honoured", async () => {
    const { delivery } = await to(
      answerBytes("HTTP/1.1 503 No\r\nretry-after: 600\r\ncontent-length: 100\r\n\r\nhalf"),
    );
    expect(delivery).toMatchObject({ status: "pending", lastErrorCode: "server_error", lastResponseStatus: 503 });
    expect((delivery.nextAttemptAt?.getTime() ?? 0) - Date.now()).toBeGreaterThan(590_000);
  });
});

// The tests run in demo mode, which excepts loopback and nothing else.
describe("fault 51: every attempt checks again what was checked on save", () => {
  test.each([
    ["https://169.254.169.254/latest/meta-data/", "blocked_address"],
    ["https://10.20.30.40/", "blocked_address"],
    ["https://[fd00:ec2::254]/", "blocked_address"],
    ["https://2130706433/", "invalid_url"],
    ["https://user:pass@example.com/", "invalid_url"],
    ["gopher://example.com/", "invalid_url"],
    ["https://example.com:6379/", "invalid_url"],
    ["http://localhost:3000/api/v1/events", "invalid_url"],
    ["http://127.0.0.1:3000/api/v1/events", "invalid_url"],
  ])("%s is %s", async (url, errorCode) => {
    const made = await attempt(url);
    expect(made.delivery).toMatchObject({ status: "pending", lastErrorCode: errorCode });
    expect(made.attempt).toMatchObject({ errorCode, remoteAddress: null, responseStatus: null, connectMs: null });
  });

  test("the host's own addresses are refused, loopback in demo mode excepted", async () => {
    const policy = egressPolicy({ allowHttp: false });
    const own = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
    for (const { address, internal } of own) {
      if (!internal) expect(isAllowedAddress(address, policy)).toBe(false);
    }
    expect(isAllowedAddress("127.0.0.1", policy)).toBe(true);
    expect(policy.ownAddresses.size).toBe(new Set(own.map(({ address }) => address)).size);
  });
});
