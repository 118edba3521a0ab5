import { createSocket } from "node:dgram";
import { Resolver } from "node:dns/promises";
import { once } from "node:events";
import { afterAll } from "vitest";

/** What a name server says about a name: addresses, a failure, or nothing at all. */
export type DnsAnswer = string[] | "NXDOMAIN" | "SERVFAIL" | "REFUSED" | "silence";

const RCODES = { SERVFAIL: 2, NXDOMAIN: 3, REFUSED: 5 };
const A = 1;

/** A resolver whose name server answers A as told, and AAAA too where `v6` says so (default: no such record). */
export async function startDns(
  answer: (host: string) => DnsAnswer,
  v6: (host: string) => DnsAnswer = () => [],
  timeoutMs = 300,
) {
  const server = createSocket("udp4");
  server.on("message", (query, { port, address }) => {
    const labels: string[] = [];
    let at = 12;
    for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
      labels.push(query.subarray(at + 1, at + 1 + length).toString());
      at += 1 + length;
    }
    const type = query.readUInt16BE(at + 1);
    const said = (type === A ? answer : v6)(labels.join("."));
    if (said === "silence") return;
    const addresses = typeof said === "string" ? [] : said;
    const header = Buffer.alloc(12);
    header.writeUInt16BE(query.readUInt16BE(0));
    header.writeUInt16BE(0x8180 | (typeof said === "string" ? RCODES[said] : 0), 2);
    header.writeUInt16BE(1, 4);
    header.writeUInt16BE(addresses.length, 6);
    const records = addresses.map((ip) =>
      Buffer.concat([Buffer.from([0xc0, 12, 0, A, 0, 1, 0, 0, 0, 0, 0, 4]), Buffer.from(ip.split(".").map(Number))]),
    );
    server.send(Buffer.concat([header, query.subarray(12, at + 5), ...records]), port, address);
  });
  server.bind(0, "127.0.0.1");
  await once(server, "listening");
  afterAll(() => void server.close());
  const resolver = new Resolver({ timeout: timeoutMs, tries: 1 });
  resolver.setServers([`127.0.0.1:${server.address().port}`]);
  return resolver;
}
