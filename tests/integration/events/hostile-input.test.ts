import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Demo, startPosthorn } from "#tests/support/posthorn";
import { rawRequest } from "#tests/support/raw-request";
import { startReceiver } from "#tests/support/receiver";

// Faults 41 to 48 as a publisher can cause them: raw bytes to Posthorn as `npm start` runs it.
const MEGABYTE = 1024 * 1024;
const DATA_MAX = 256 * 1024;

let posthorn: Awaited<ReturnType<typeof startPosthorn>>;
let keys: Demo["products"][string];

beforeAll(async () => {
  posthorn = await startPosthorn({ env: { POSTHORN_LOG_LEVEL: "silent" } });
  const demo: Demo = JSON.parse(await readFile(path.join(posthorn.dataDir, "demo.json"), "utf8"));
  keys = demo.products.acme ?? expect.unreachable();
}, 300_000);
afterAll(() => posthorn?.remove(), 30_000);

async function publish(body: Buffer | Iterable<Buffer> | AsyncIterable<Buffer>, head: string[] = []) {
  const length = Buffer.isBuffer(body) ? [`Content-Length: ${body.length}`] : ["Transfer-Encoding: chunked"];
  const response = await rawRequest(
    `${posthorn.url}/api/v1/events`,
    [
      `Authorization: Bearer ${keys.publishKey}`,
      "Content-Type: application/json",
      ...(head.some((line) => /^content-length/i.test(line)) ? [] : length),
      ...head,
    ],
    body,
  );
  return { status: response.status, body: JSON.parse(response.body) };
}

const event = (data: string, type = "invoice.paid") =>
  Buffer.from(`{"workspace":"${keys.workspace}","type":${JSON.stringify(type)},"data":${data}}`);

async function api(method: string, url: string, body?: unknown) {
  const response = await fetch(`${posthorn.url}/api/v1/${url}`, {
    method,
    headers: { authorization: `Bearer ${keys.apiKey}`, "content-type": "application/json" },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: await response.json() };
}

/** The newest event: nothing was stored as long as it stays the same. */
const newestEvent = async () => (await api("GET", "events?limit=1")).body.data[0]?.id;

async function residentBytes(): Promise<number> {
  const metrics = await (await fetch(`${posthorn.url}/metrics`)).text();
  return Number(/^posthorn_web_process_resident_memory_bytes (\S+)$/m.exec(metrics)?.[1]);
}

describe("fault 41: what is no event is a 400 that says where, and nothing is stored", () => {
  const valid = (text = "{}") => `{"workspace":"acme","type":"invoice.paid","data":${text}}`;
  test.each<[what: string, body: Buffer, code: string, detail: RegExp]>([
    [
      "half a JSON text",
      Buffer.from('{"workspace":'),
      "invalid_json",
      /too early, at line 1, column 14 \(position 13\)/,
    ],
    ["an empty body", Buffer.alloc(0), "invalid_json", /empty, at line 1, column 1/],
    ["null", Buffer.from("null"), "invalid_request", /is null, at line 1, column 1\. Send one event as an object/],
    ["a number", Buffer.from(" 3 "), "invalid_request", /is 3, at line 1/],
    ["a string", Buffer.from('"x"'), "invalid_request", /is "x", at line 1/],
    ["a byte order mark", Buffer.from(`\ufeff${valid()}`), "invalid_json", /byte order mark, at line 1, column 1/],
    [
      "a trailing comma",
      Buffer.from(valid().replace("}}", "},\n}")),
      "invalid_json",
      /"}" can't stand at line 2, column 1/,
    ],
    ["NaN", Buffer.from(valid("NaN")), "invalid_json", /"N" can't stand at line 1, column 50 \(position 49\)/],
    ["UTF-16 with its mark", Buffer.from(`\ufeff${valid()}`, "utf16le"), "invalid_json", /0xFF at position 0.*UTF-16/],
    [
      "UTF-16, big end first",
      Buffer.from(`\ufeff${valid()}`, "utf16le").swap16(),
      "invalid_json",
      /0xFE at position 0.*UTF-16/,
    ],
    ["UTF-16 without it", Buffer.from(valid(), "utf16le"), "invalid_json", /U\+0000 can't stand at line 1, column 2/],
    ["Latin-1", Buffer.from(valid('"caf\u00e9"'), "latin1"), "invalid_json", /0xE9 at position 53/],
  ])("%s", async (_, body, code, detail) => {
    const before = await newestEvent();
    const answer = await publish(body);
    expect(answer).toMatchObject({ status: 400, body: { code } });
    expect(answer.body.detail).toMatch(detail);
    expect(await newestEvent()).toBe(before);
  });
});

describe("what is JSON and no fit event is a 422, and nothing is stored", () => {
  test.each<[what: string, data: string, message: RegExp]>([
    ["fault 42: half a surrogate pair", '{"a":"\\ud800"}', /surrogate/],
    ["fault 42: half a surrogate pair in a key", '{"\\udfff":1}', /surrogate/],
    ["fault 43: 65 levels", "[".repeat(65) + "]".repeat(65), /64 levels/],
    ["fault 43: 100,000 levels", "[".repeat(100_000) + "]".repeat(100_000), /64 levels/],
    ["fault 43: 100,000 levels of objects", `${'{"a":'.repeat(40_000)}1${"}".repeat(40_000)}`, /64 levels/],
  ])("%s", async (_, data, message) => {
    const before = await newestEvent();
    const answer = await publish(event(data));
    expect(answer).toMatchObject({ status: 422, body: { code: "invalid_input", errors: [{ path: "data" }] } });
    expect(answer.body.errors[0].message).toMatch(message);
    expect(await newestEvent()).toBe(before);
  });

  test("fault 43: a million levels, larger than data may be, are refused and not parsed to death", async () => {
    const answer = await publish(event("[".repeat(1_000_000) + "]".repeat(1_000_000)));
    expect(answer.status).toBe(413);
    expect(await publish(event("{}"))).toMatchObject({ status: 202 });
  });
});

describe("faults 42 to 46 and 48: data arrives byte for byte", () => {
  const many = `{${Array.from({ length: 10_000 }, (_, i) => `"k${i}":${i}`).join(",")}}`;
  const deep = `${"[".repeat(64)}${"]".repeat(64)}`;
  const cases: [what: string, data: string][] = [
    ["42: NUL, escaped", '{"a":"\\u0000"}'],
    ["42: a pair of surrogates, escaped", '"\\ud83d\\ude00"'],
    ["43: 64 levels", deep],
    ["44: long and odd numbers", "[12345678901234567890,1.0,1e400,-0,1E+2,0.1000000000000000055]"],
    ["45: repeated keys, in no order", '{ "b":1, "a":2,"1":3 ,"a":4}'],
    ["46: keys that pollute", '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}'],
    ["48: 10,000 keys", many],
    ["48: a string as long as can be", JSON.stringify("s".repeat(DATA_MAX - 2))],
    ["48: emoji, joiners, marks, right to left", '"👩‍👩‍👧‍👦 e\u0301 \u202eevil\u202c \u200b\ufeff العربية 🇩🇪"'],
  ];

  test("and by its hash", async () => {
    const receiver = await startReceiver();
    const { body: webhook } = await api("POST", "webhooks", {
      name: "Bytes",
      url: `${receiver.url}/`,
      eventTypes: ["invoice.paid"],
    });
    for (const [what, data] of cases) expect(await publish(event(data)), what).toMatchObject({ status: 202 });
    await expect.poll(() => receiver.requests.length, { timeout: 20_000 }).toBe(cases.length);
    const hash = (text: string) => createHash("sha256").update(text).digest("hex");
    const arrived = receiver.requests.map(({ body }) => hash(/,"data":(.*)\}$/s.exec(body)?.[1] ?? ""));
    expect(arrived.sort()).toEqual(cases.map(([, data]) => hash(data)).sort());
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
    // Readable again through the API, in one piece.
    const { data } = (await api("GET", `deliveries?webhook=${webhook.id}&limit=100`)).body;
    for (const { id } of data) {
      const detail = (await api("GET", `deliveries/${id}`)).body;
      expect(cases.map(([, text]) => text)).toContain(detail.event.data);
    }
    await api("DELETE", `webhooks/${webhook.id}`).catch(() => {});
  });
});

describe("fault 47: size", () => {
  const sized = (bytes: number) => event(JSON.stringify("x".repeat(bytes - 2)));
  test.each([
    [DATA_MAX - 1, 202],
    [DATA_MAX, 202],
    [DATA_MAX + 1, 413],
    // A long string is refused like any other data of its size (fault 48).
    [MEGABYTE, 413],
  ])("%i bytes of data are answered %i", async (bytes, status) => {
    expect((await publish(sized(bytes))).status).toBe(status);
  });

  function* megabytes(count: number, chunked: boolean) {
    const megabyte = Buffer.alloc(MEGABYTE, " ");
    for (let i = 0; i < count; i++) {
      yield chunked
        ? Buffer.concat([Buffer.from(`${MEGABYTE.toString(16)}\r\n`), megabyte, Buffer.from("\r\n")])
        : megabyte;
    }
    if (chunked) yield Buffer.from("0\r\n\r\n");
  }

  test("a batch of 15 MB is read whole", async () => {
    const one = sized(DATA_MAX).toString();
    const answer = await publish(Buffer.from(`[${Array(60).fill(one).join(",")}]`));
    expect(answer).toMatchObject({ status: 202 });
    expect(answer.body.data).toHaveLength(60);
  });

  test("100 MB, announced or not, ten at a time: 413 each, and memory stays flat", async () => {
    const before = await residentBytes();
    let most = 0;
    for (const chunked of [false, true]) {
      const head = chunked ? [] : [`Content-Length: ${100 * MEGABYTE}`];
      const sending = Array.from({ length: 10 }, () => publish(megabytes(100, chunked), head));
      most = Math.max(most, await residentBytes());
      for (const answer of await Promise.all(sending)) {
        expect(answer).toMatchObject({ status: 413, body: { code: "payload_too_large" } });
      }
      most = Math.max(most, await residentBytes());
    }
    // Of 2,000 MB.
    expect(most).toBeLessThan(before + 256 * MEGABYTE);
    expect((await publish(event("{}"))).status).toBe(202);
  });

  test("a gzip bomb is refused, not decoded", async () => {
    const before = await residentBytes();
    const bomb = gzipSync(Buffer.alloc(200 * MEGABYTE, " "));
    expect(bomb.length).toBeLessThan(MEGABYTE);
    const answer = await publish(bomb, ["Content-Encoding: gzip"]);
    expect(answer).toMatchObject({ status: 415, body: { detail: expect.stringContaining("Content-Encoding: gzip") } });
    expect(await residentBytes()).toBeLessThan(before + 100 * MEGABYTE);
  });

  test("an upload that drips is ended with 408, and others are served meanwhile", async () => {
    let dripping = true;
    async function* drip() {
      while (dripping) {
        yield Buffer.from("1\r\n \r\n");
        await sleep(200);
      }
    }
    const slow = Promise.all(Array.from({ length: 20 }, () => publish(drip())));
    expect((await publish(event("{}"))).status).toBe(202);
    for (const answer of await slow) {
      expect(answer).toMatchObject({ status: 408, body: { code: "request_timeout" } });
    }
    dripping = false;
  }, 60_000);
});
