import { describe, expect, test } from "vitest";
import { parseCidrs } from "#lib/egress/policy";
import { createLookup, dnsLookup } from "#lib/egress/resolve";
import { type DnsAnswer, startDns, startDnsServer } from "#tests/support/dns-server";
import {
  answerOk,
  LOOPBACK_POLICY,
  STRICT_POLICY,
  send,
  startRawServer,
  startRawTlsServer,
  verdict,
} from "#tests/support/raw-server";

const PUBLIC = Array.from({ length: 200 }, (_, i) => `93.184.${i}.34`);

describe("fault 22: DNS that does not answer well", () => {
  test.each<[what: string, answer: DnsAnswer, message: string]>([
    ["NXDOMAIN", "NXDOMAIN", "No address was found for hooks.example.test."],
    ["no records", [], "No address was found for hooks.example.test."],
    ["SERVFAIL", "SERVFAIL", "DNS gave no answer for hooks.example.test (ESERVFAIL)."],
    ["a refusal", "REFUSED", "DNS gave no answer for hooks.example.test (EREFUSED)."],
    ["silence", "silence", "DNS gave no answer for hooks.example.test (ETIMEOUT)."],
  ])("%s is a dns_error that says so", async (_, answer, message) => {
    const lookup = dnsLookup(await startDns(() => answer));
    const result = await send("https://hooks.example.test/", { policy: STRICT_POLICY, lookup, timeoutMs: 5000 });
    expect(result).toMatchObject({ ok: false, code: "dns_error", message, remoteAddress: null });
    expect(result.timings.dnsMs).toBeGreaterThan(0);
  });

  test("a name server slower than the deadline is a dns_error at the deadline", async () => {
    const lookup = () => new Promise<string[]>((resolve) => setTimeout(resolve, 3000, ["93.184.216.34"]).unref());
    const result = await send("https://hooks.example.test/", { policy: STRICT_POLICY, lookup, timeoutMs: 300 });
    expect(result).toMatchObject({ code: "dns_error", message: "DNS did not answer within 0.3 seconds." });
    expect(result.timings.totalMs).toBeLessThan(2900);
  });

  test("a slow name holds up no other", async () => {
    const server = await startRawServer(answerOk);
    const dns = await startDns((host) => (host.startsWith("slow") ? "silence" : ["127.0.0.1"]));
    const lookup = dnsLookup(dns);
    let ended = 0;
    const slow = Array.from({ length: 50 }, (_, i) =>
      send(`http://slow${i}.example.test/`, { lookup }).finally(() => ended++),
    );
    expect(verdict(await send(`http://hooks.example.test:${server.port}/`, { lookup }))).toBe(200);
    expect(ended).toBe(0);
    await Promise.all(slow);
  });

  test("a name server that takes ten seconds is a dns_error at the deadline, and others are served meanwhile", async () => {
    const server = await startRawServer(answerOk);
    const slow = await startDnsServer(
      () => ["127.0.0.1"],
      () => [],
      10_000,
    );
    const quick = await startDnsServer(() => ["127.0.0.1"]);
    const url = (host: string) => `http://${host}.example.test:${server.port}/`;
    const lookup = createLookup([slow.address]);
    const late = Array.from({ length: 20 }, (_, i) => send(url(`late${i}`), { lookup, timeoutMs: 3000 }));
    expect(verdict(await send(url("quick"), { lookup: createLookup([quick.address]) }))).toBe(200);
    for (const result of await Promise.all(late)) {
      expect(result).toMatchObject({ code: "dns_error", message: "DNS did not answer within 3 seconds." });
    }
    expect(server.requests).toHaveLength(1);
  });

  test("200 public records, which need TCP, are taken; 200 with one private among them are not", async () => {
    const dns = await startDns((host) => (host.startsWith("mixed") ? [...PUBLIC, "10.0.0.1"] : PUBLIC));
    expect(await dnsLookup(dns)("many.example.test")).toHaveLength(200);
    const result = await send("https://mixed.example.test/", { policy: STRICT_POLICY, lookup: dnsLookup(dns) });
    expect(verdict(result)).toBe("blocked_address");
  });

  test("of 200 records that nobody answers at, three are tried", async () => {
    const canary = await startRawServer(answerOk, "127.0.2.150");
    const records = Array.from({ length: 200 }, (_, i) => `127.0.2.${i + 1}`);
    const dns = await startDns(() => records);
    const result = await send(`http://many.example.test:${canary.port}/`, { lookup: dnsLookup(dns) });
    expect(verdict(result)).toBe("connection_refused");
    expect(canary.sockets).toEqual([]);
  });

  test("AAAA that hangs does not keep A from being used", async () => {
    const dns = await startDns(
      () => ["127.0.0.1"],
      () => "silence",
      10_000,
    );
    const startedAt = performance.now();
    expect(await dnsLookup(dns)("hooks.example.test")).toEqual(["127.0.0.1"]);
    expect(performance.now() - startedAt).toBeLessThan(9000);
  });
});

// Checklist 44.
describe("fault 51 (oracle I6): nothing connects to what is not public", () => {
  const refused = [
    "127.0.0.1",
    "127.1.2.3",
    "0.0.0.0",
    "10.0.0.1",
    "169.254.169.254",
    "::1",
    "::ffff:127.0.0.1",
    "::127.0.0.1",
    "64:ff9b::7f00:1",
    "2002:7f00:1::",
    "fe80::1",
    "fd00::1",
  ];

  test("whatever a name resolves to, alone or beside a public address; the answer names no address", async () => {
    const canary = await startRawServer(answerOk);
    const secure = await startRawTlsServer({}, answerOk);
    for (const address of refused) {
      for (const answers of [[address], ["93.184.216.34", address], [address, "93.184.216.34"]]) {
        for (const { port } of [canary, secure]) {
          const result = await send(`https://hooks.example.test:${port}/`, {
            policy: STRICT_POLICY,
            lookup: async () => answers,
          });
          expect(result).toMatchObject({ ok: false, code: "blocked_address", remoteAddress: null });
          expect(JSON.stringify(result)).not.toContain(address);
        }
      }
    }
    expect([...canary.sockets, ...secure.sockets]).toEqual([]);
  });

  test("whatever form the URL writes it in", async () => {
    const canary = await startRawServer(answerOk);
    const hosts = ["127.0.0.1", "2130706433", "0x7f.1", "0177.0.0.1", "127.1", "localhost", "a.localhost", "[::1]"];
    for (const host of [...hosts, "[::ffff:127.0.0.1]", "127.0.0.1.", "①②⑦.0.0.1", "[::1%25lo]", "%31%32%37.0.0.1"]) {
      for (const scheme of ["http", "https"]) {
        const policy = { ...STRICT_POLICY, allowHttp: true };
        const result = await send(`${scheme}://${host}:${canary.port}/`, { policy });
        expect(verdict(result), host).toMatch(/^(invalid_url|blocked_address)$/);
      }
    }
    expect(canary.sockets).toEqual([]);
  });

  test("nor to the host's own addresses, public ones included, unless a network is excepted", async () => {
    const own = { ...STRICT_POLICY, ownAddresses: new Set(["93.184.216.34", "2606:4700::1111"]) };
    const lookup = async () => ["93.184.216.34"];
    expect(verdict(await send("https://hooks.example.test/", { policy: own, lookup }))).toBe("blocked_address");
    expect(verdict(await send("https://93.184.216.34/", { policy: own }))).toBe("blocked_address");
    expect(verdict(await send("https://[2606:4700:0::1111]/", { policy: own }))).toBe("blocked_address");
  });

  test("nor to ourselves under another name: a delivery must not cause the next", async () => {
    const canary = await startRawServer(answerOk);
    const policy = { ...LOOPBACK_POLICY, ownHost: `localhost:${canary.port}`, ownPort: canary.port };
    for (const host of ["localhost", "127.0.0.1", "127.9.9.9", "[::1]", "x.localhost", "other.example.test"]) {
      const result = await send(`http://${host}:${canary.port}/api/v1/events`, {
        policy: { ...policy, allowHttp: true },
        lookup: async () => ["127.0.0.1"],
      });
      expect(result, host).toMatchObject({ code: "invalid_url", message: expect.stringContaining("Posthorn itself") });
    }
    expect(canary.sockets).toEqual([]);
    expect(verdict(await send(`http://127.0.0.1:${canary.port}/inbox/abc`, { policy }))).toBe(200);
  });

  test("our own Inspector is reached at the host's own address, and nothing else there is", async () => {
    const canary = await startRawServer(answerOk);
    const policy = {
      ...STRICT_POLICY,
      allowHttp: true,
      ownHost: `posthorn.example.test:${canary.port}`,
      ownPort: canary.port,
      ownAddresses: new Set(["127.0.0.1"]),
    };
    const lookup = async () => ["127.0.0.1"];
    const url = `http://posthorn.example.test:${canary.port}`;
    expect(verdict(await send(`${url}/inbox/abc`, { policy, lookup }))).toBe(200);
    expect(verdict(await send(`${url}/inbox/../api`, { policy, lookup }))).toBe("invalid_url");
    expect(verdict(await send(`http://elsewhere.example.test:${canary.port}/inbox/a`, { policy, lookup }))).toBe(
      "blocked_address",
    );
    expect(canary.requests).toHaveLength(1);
  });

  test("an excepted network opens its own addresses to http and any port, and no others", async () => {
    const server = await startRawServer(answerOk);
    const policy = { ...STRICT_POLICY, allowNetworks: parseCidrs(["127.0.0.0/8"]) };
    const url = `http://receiver:${server.port}/`;
    expect(verdict(await send(url, { policy, lookup: async () => ["127.0.0.1"] }))).toBe(200);
    expect(verdict(await send(url, { policy, lookup: async () => ["93.184.216.34"] }))).toBe("invalid_url");
    expect(verdict(await send("https://receiver:22/", { policy, lookup: async () => ["93.184.216.34"] }))).toBe(
      "invalid_url",
    );
    expect(verdict(await send("http://93.184.216.34/", { policy }))).toBe("invalid_url");
    expect(verdict(await send(url, { policy, lookup: async () => ["10.0.0.1"] }))).toBe("blocked_address");
  });
});
