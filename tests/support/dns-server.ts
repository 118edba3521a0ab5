import { createSocket, type Socket as DatagramSocket } from "node:dgram";
import { Resolver } from "node:dns/promises";
import { once } from "node:events";
import { type AddressInfo, createServer, type Server } from "node:net";
import ipaddr from "ipaddr.js";
import { afterAll } from "vitest";

/** What a name server says about a name: addresses, a failure, or nothing at all. */
export type DnsAnswer = string[] | "NXDOMAIN" | "SERVFAIL" | "REFUSED" | "silence";

export interface DnsServer {
  /** As `POSTHORN_DNS_SERVERS` and `setServers` take it. */
  address: string;
  /** How often each name was asked for its A record. */
  asked: Map<string, number>;
}

const RCODES = { SERVFAIL: 2, NXDOMAIN: 3, REFUSED: 5 };
const A = 1;
const AAAA = 28;
/** More than this does not fit into a datagram: the server asks to come again over TCP. */
const DATAGRAM_MAX = 1232;

/** A name server on loopback, over UDP and TCP, that answers A as told, and AAAA too where `v6` says so. */
export async function startDnsServer(
  answer: (host: string) => DnsAnswer,
  v6: (host: string) => DnsAnswer = () => [],
  delayMs = 0,
): Promise<DnsServer> {
  const asked = new Map<string, number>();
  const reply = (query: Buffer, send: (message: Buffer) => void, max: number) => {
    const { host, type, end } = readQuestion(query);
    if (type === A) asked.set(host, (asked.get(host) ?? 0) + 1);
    const said = (type === A ? answer : v6)(host);
    if (said === "silence") return;
    const message = encode(query, end, type, said);
    const short = message.length > max ? encode(query, end, type, [], true) : message;
    if (delayMs === 0) send(short);
    else setTimeout(send, delayMs, short).unref();
  };
  const tcp = createServer((socket) => {
    socket.on("error", () => {});
    socket.on("data", (data: Buffer) =>
      reply(
        data.subarray(2),
        (message) => {
          const length = Buffer.alloc(2);
          length.writeUInt16BE(message.length);
          socket.write(Buffer.concat([length, message]));
        },
        65_535,
      ),
    );
  });
  const udp = createSocket("udp4");
  udp.on("message", (query, { port, address }) =>
    reply(query, (message) => udp.send(message, port, address, () => {}), DATAGRAM_MAX),
  );
  const port = await bindBoth(tcp, udp);
  afterAll(() => {
    udp.close();
    tcp.close();
  });
  return { address: `127.0.0.1:${port}`, asked };
}

/** One port for both protocols; the one that is free for TCP may not be for UDP. */
async function bindBoth(tcp: Server, udp: DatagramSocket): Promise<number> {
  for (;;) {
    tcp.listen(0, "127.0.0.1");
    await once(tcp, "listening");
    const { port } = tcp.address() as AddressInfo;
    udp.bind(port, "127.0.0.1");
    const isBound = await once(udp, "listening").then(
      () => true,
      () => false,
    );
    if (isBound) return port;
    tcp.close();
    await once(tcp, "close");
  }
}

/** A resolver that asks such a server, once. */
export async function startDns(
  answer: (host: string) => DnsAnswer,
  v6?: (host: string) => DnsAnswer,
  timeoutMs = 300,
): Promise<Resolver> {
  const server = await startDnsServer(answer, v6);
  const resolver = new Resolver({ timeout: timeoutMs, tries: 1 });
  resolver.setServers([server.address]);
  return resolver;
}

function readQuestion(query: Buffer) {
  const labels: string[] = [];
  let at = 12;
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    labels.push(query.subarray(at + 1, at + 1 + length).toString());
    at += 1 + length;
  }
  return { host: labels.join(".").toLowerCase(), type: query.readUInt16BE(at + 1), end: at + 5 };
}

function encode(query: Buffer, end: number, type: number, said: Exclude<DnsAnswer, "silence">, truncated = false) {
  const addresses = typeof said === "string" ? [] : said.map((text) => Buffer.from(ipaddr.parse(text).toByteArray()));
  const fitting = addresses.filter(({ length }) => length === (type === AAAA ? 16 : 4));
  const header = Buffer.alloc(12);
  header.writeUInt16BE(query.readUInt16BE(0));
  header.writeUInt16BE(0x8180 | (truncated ? 0x0200 : 0) | (typeof said === "string" ? RCODES[said] : 0), 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(fitting.length, 6);
  const records = fitting.map((bytes) =>
    Buffer.concat([Buffer.from([0xc0, 12, 0, type, 0, 1, 0, 0, 0, 0, 0, bytes.length]), bytes]),
  );
  return Buffer.concat([header, query.subarray(12, end), ...records]);
}
