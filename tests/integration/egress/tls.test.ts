import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { getCACertificates, setDefaultCACertificates, type TlsOptions } from "node:tls";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createCertificate } from "#tests/support/certificate";
import { LOOPBACK_POLICY, send, startRawServer, startRawTlsServer, verdict } from "#tests/support/raw-server";

const authority = createCertificate({ name: "Test authority", authority: true });
const issued = (hosts: string[], dates: { notBefore?: Date; notAfter?: Date } = {}) =>
  createCertificate({ name: hosts[0] ?? "", hosts, issuer: authority, ...dates });
const good = issued(["127.0.0.1", "hooks.example.test"]);

const inherited = getCACertificates("default");
beforeAll(() => setDefaultCACertificates([...inherited, authority.cert]));
afterAll(() => setDefaultCACertificates(inherited));

/** What a front end of many customers does with a hello that names none of them: no protocol in common. */
const byNameOnly: TlsOptions = { ALPNCallback: ({ servername }) => (servername ? "http/1.1" : undefined) };

const lookup = async () => ["127.0.0.1"];

describe("a good certificate", () => {
  test("is accepted for an address and for a name, which is sent as SNI; the phases are timed", async () => {
    const asked: (string | undefined)[] = [];
    const server = await startRawTlsServer({
      ...good,
      SNICallback: (name, done) => {
        asked.push(name);
        done(null);
      },
    });
    expect(verdict(await send(`https://127.0.0.1:${server.port}/`))).toBe(200);
    const result = await send(`https://hooks.example.test:${server.port}/`, { lookup });
    expect(result).toMatchObject({ ok: true, remoteAddress: "127.0.0.1" });
    expect(asked).toEqual(["hooks.example.test"]);
    const { dnsMs = -1, connectMs = -1, tlsMs = -1, firstByteMs = -1, totalMs } = result.timings;
    for (const ms of [dnsMs, connectMs, tlsMs]) expect(ms).toBeGreaterThan(0);
    expect(firstByteMs).toBeGreaterThan(connectMs + tlsMs);
    expect(totalMs).toBeGreaterThanOrEqual(firstByteMs);
  });

  test("from a private authority works through NODE_EXTRA_CA_CERTS, and is refused without", async () => {
    const server = await startRawTlsServer(good);
    const directory = await mkdtemp(path.join(tmpdir(), "posthorn-ca-"));
    const file = path.join(directory, "ca.pem");
    await writeFile(file, authority.cert);
    const script = `
      const { sendRequest } = await import("#lib/egress/send");
      const policy = ${JSON.stringify(LOOPBACK_POLICY)};
      const result = await sendRequest({ url: "https://127.0.0.1:${server.port}/", headers: [], body: Buffer.from("{}"),
        timeoutMs: 5000, policy: { ...policy, ownAddresses: new Set() } });
      console.log(result.ok ? result.response.status : result.code);
      process.exit();`;
    const run = (env: Record<string, string>) =>
      promisify(execFile)(process.execPath, ["--input-type=module", "-e", script], { env: { ...process.env, ...env } });
    const [trusted, untrusted, careless] = await Promise.all([
      run({ NODE_EXTRA_CA_CERTS: file }),
      run({}),
      // Fault 21, never downgraded: the environment can't switch verification off.
      run({ NODE_TLS_REJECT_UNAUTHORIZED: "0" }),
    ]);
    expect([trusted, untrusted, careless].map(({ stdout }) => stdout.trim())).toEqual([
      "200",
      "tls_error",
      "tls_error",
    ]);
    await rm(directory, { recursive: true });
  });
});

describe("fault 21: bad TLS is a tls_error, in plain words, and nothing is sent", () => {
  const past = (days: number) => new Date(Date.now() - days * 86_400_000);
  test.each([
    ["expired", issued(["127.0.0.1"], { notBefore: past(9), notAfter: past(2) }), "its certificate has expired"],
    [
      "not valid yet",
      issued(["127.0.0.1"], { notBefore: past(-2), notAfter: past(-9) }),
      "its certificate is not valid yet",
    ],
    ["self-signed", createCertificate({ name: "127.0.0.1", hosts: ["127.0.0.1"] }), "its certificate is self-signed"],
    ["made out to another", issued(["other.example.test", "127.0.0.2"]), "its certificate is made out to another name"],
    [
      "from an unknown authority",
      createCertificate({
        name: "x",
        hosts: ["127.0.0.1"],
        issuer: createCertificate({ name: "Nobody knows", authority: true }),
      }),
      "its issuer is unknown, or an intermediate certificate is missing",
    ],
  ])("a certificate that is %s", async (_, certificate, reason) => {
    const server = await startRawTlsServer(certificate);
    expect(await send(`https://127.0.0.1:${server.port}/`)).toMatchObject({
      ok: false,
      code: "tls_error",
      message: `The secure connection failed: ${reason}.`,
    });
    expect(server.requests).toEqual([]);
    await server.allClosed();
  });

  test("a chain of certificates without end", async () => {
    const chain = Array.from({ length: 400 }, (_, i) => createCertificate({ name: `Authority ${i}` }).cert);
    const server = await startRawTlsServer({ ...good, cert: [good.cert, ...chain].join("") });
    const result = await send(`https://127.0.0.1:${server.port}/`, { timeoutMs: 10_000 });
    expect(result).toMatchObject({ ok: false, code: "tls_error" });
    expect(server.requests).toEqual([]);
  });

  test("a server that wants a name to be asked for (SNI): an address has none, a name is served", async () => {
    const server = await startRawTlsServer({
      ...good,
      ...byNameOnly,
    });
    expect(verdict(await send(`https://hooks.example.test:${server.port}/`, { lookup }))).toBe(200);
    expect(await send(`https://127.0.0.1:${server.port}/`)).toMatchObject({ ok: false, code: "tls_error" });
    expect(server.requests).toHaveLength(1);
  });

  test("TLS 1.0 and 1.1 only", async () => {
    const server = await startRawTlsServer({
      ...good,
      minVersion: "TLSv1",
      maxVersion: "TLSv1.1",
      ciphers: "DEFAULT@SECLEVEL=0",
    });
    expect(await send(`https://127.0.0.1:${server.port}/`)).toMatchObject({
      code: "tls_error",
      message: "The secure connection failed: the server only speaks versions of TLS that are no longer safe.",
    });
  });

  test("plain HTTP on an https URL", async () => {
    const server = await startRawServer(() => {});
    const result = send(`https://127.0.0.1:${server.port}/`, { timeoutMs: 5000 });
    await expect.poll(() => server.sockets.length).toBe(1);
    server.sockets[0]?.end("HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n");
    expect(await result).toMatchObject({
      code: "tls_error",
      message: "The secure connection failed: the server does not speak TLS on this port.",
    });
  });

  test("https behind a plain http URL", async () => {
    const server = await startRawTlsServer(good);
    expect(verdict(await send(`http://127.0.0.1:${server.port}/`))).toMatch(/^(protocol_error|connection_closed)$/);
    expect(server.requests).toEqual([]);
  });

  test("a server that hangs up in the handshake", async () => {
    const server = await startRawServer(() => {});
    const result = send(`https://127.0.0.1:${server.port}/`);
    await expect.poll(() => server.sockets.length).toBe(1);
    server.sockets[0]?.destroy();
    expect(verdict(await result)).toBe("tls_error");
  });

  test("a handshake that stalls fails at our deadline, not ten seconds later, and the socket is closed", async () => {
    const server = await startRawServer(() => {});
    const result = await send(`https://127.0.0.1:${server.port}/`, { timeoutMs: 600 });
    expect(result).toMatchObject({
      code: "tls_error",
      message: "The server did not finish the TLS handshake within 0.6 seconds.",
    });
    await server.allClosed();
    expect(result.timings.totalMs).toBeLessThan(9000);
  });
});
