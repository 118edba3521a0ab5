import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseTarget } from "#lib/egress/parse-target";
import { type EgressPolicy, isAllowedAddress, parseCidrs } from "#lib/egress/policy";

const strict: EgressPolicy = {
  allowHttp: true,
  allowLoopback: false,
  allowNetworks: [],
  ownHost: null,
  ownPort: null,
  ownAddresses: new Set(),
};
const demo: EgressPolicy = { ...strict, allowLoopback: true, ownHost: "localhost:3000", ownPort: 3000 };

const RUNS = { numRuns: 2000 };

const octet = fc.integer({ min: 0, max: 255 });
/** Addresses of networks that are nobody's business, as four octets. */
const privateV4 = fc
  .tuple(
    fc.constantFrom(
      [127],
      [10],
      [0],
      [192, 168],
      [172, 16],
      [172, 31],
      [169, 254],
      [100, 64],
      [168, 63, 129, 16],
      [224],
      [255],
    ),
    fc.tuple(octet, octet, octet),
  )
  .map(([prefix, rest]) => [...prefix, ...rest].slice(0, 4) as [number, number, number, number]);

const number = ([a, b, c, d]: number[]) => (((a ?? 0) * 256 + (b ?? 0)) * 256 + (c ?? 0)) * 256 + (d ?? 0);
const hexPair = (ip: number[]) => {
  const hex = number(ip).toString(16).padStart(8, "0");
  return `${hex.slice(0, 4)}:${hex.slice(4)}`;
};
const fullWidth = (text: string) => text.replace(/[0-9]/g, (digit) => String.fromCodePoint(0xff10 + Number(digit)));
const circled = (text: string) => text.replace(/[1-9]/g, (digit) => String.fromCodePoint(0x2460 + Number(digit) - 1));

/** Ways to write an IPv4 address that some parser somewhere reads as it. */
const V4_FORMS: Record<string, (ip: number[]) => string> = {
  dotted: (ip) => ip.join("."),
  decimal: (ip) => String(number(ip)),
  hex: (ip) => `0x${number(ip).toString(16)}`,
  octal: (ip) => `0${number(ip).toString(8)}`,
  "dotted octal": (ip) => ip.map((n) => `0${n.toString(8)}`).join("."),
  "dotted hex": (ip) => ip.map((n) => `0x${n.toString(16)}`).join("."),
  "leading zeros": (ip) => ip.map((n) => String(n).padStart(3, "0")).join("."),
  "three parts": ([a, b, c, d]) => `${a}.${b}.${(c ?? 0) * 256 + (d ?? 0)}`,
  "two parts": ([a, b, c, d]) => `${a}.${number([0, b ?? 0, c ?? 0, d ?? 0])}`,
  "trailing dot": (ip) => `${ip.join(".")}.`,
  "full width": (ip) => fullWidth(ip.join(".")),
  "full width stops": (ip) => ip.join("\uff0e"),
  "ideographic stops": (ip) => ip.join("\u3002"),
  circled: (ip) => circled(ip.join(".")),
  "percent encoded": (ip) => ip.join(".").replace(/./g, (c) => `%${c.charCodeAt(0).toString(16)}`),
  "user info": (ip) => `example.com@${ip.join(".")}`,
  backslash: (ip) => `example.com\\@${ip.join(".")}`,
  "soft hyphen": (ip) => ip.join(".\u00ad"),
  mapped: (ip) => `[::ffff:${ip.join(".")}]`,
  "mapped hex": (ip) => `[::ffff:${hexPair(ip)}]`,
  compatible: (ip) => `[::${ip.join(".")}]`,
  translated: (ip) => `[::ffff:0:${ip.join(".")}]`,
  nat64: (ip) => `[64:ff9b::${ip.join(".")}]`,
  "local nat64": (ip) => `[64:ff9b:1::${hexPair(ip)}]`,
  "6to4": (ip) => `[2002:${hexPair(ip)}::]`,
  teredo: (ip) => `[2001:0:${hexPair(ip)}::]`,
  "zone id": (ip) => `[::ffff:${ip.join(".")}%25eth0]`,
  "in brackets": (ip) => `[${ip.join(".")}]`,
};

describe("a private IPv4 address", () => {
  test.each(Object.entries(V4_FORMS))("is refused in the form: %s (fault 51)", (_, write) => {
    fc.assert(
      fc.property(
        privateV4,
        fc.constantFrom("http", "https"),
        fc.constantFrom("", ":443", ":8080"),
        (ip, scheme, port) => {
          expect(parseTarget(`${scheme}://${write(ip)}${port}/x`, strict).ok).toBe(false);
        },
      ),
    );
  });
});

describe("a metadata service", () => {
  const everything: EgressPolicy = { ...strict, allowNetworks: parseCidrs(["0.0.0.0/0", "::/0"]) };
  test.each(Object.entries(V4_FORMS).filter(([form]) => form !== "teredo"))(
    "is refused in the form %s, whatever networks are excepted",
    (_, write) => {
      for (const ip of ["169.254.169.254", "169.254.170.2", "168.63.129.16", "100.100.100.200"]) {
        expect(parseTarget(`https://${write(ip.split(".").map(Number))}/`, everything).ok).toBe(false);
      }
      expect(parseTarget("https://10.0.0.1/", everything).ok).toBe(true);
      expect(parseTarget("https://[fd00::1]/", everything).ok).toBe(true);
    },
  );
});

describe("a private IPv6 address", () => {
  const group = fc.integer({ min: 0, max: 0xffff }).map((n) => n.toString(16));
  test("is refused in all eight groups, shortened and in capitals", () => {
    const prefix = fc.constantFrom(
      "fc00",
      "fdff",
      "fe80",
      "febf",
      "fec0",
      "ff02",
      "2002",
      "2001:db8",
      "0:0:0:0:0:0",
      "64:ff9b",
      "100",
      "3fff:0",
      "4000",
      "5f00",
    );
    fc.assert(
      fc.property(prefix, fc.array(group, { minLength: 8, maxLength: 8 }), fc.boolean(), (head, tail, capitals) => {
        const groups = [...head.split(":"), ...tail].slice(0, 8);
        const address = capitals ? groups.join(":").toUpperCase() : groups.join(":");
        expect(parseTarget(`https://[${address}]/`, strict).ok).toBe(false);
        expect(isAllowedAddress(address.toLowerCase(), strict)).toBe(false);
      }),
      RUNS,
    );
  });
});

describe("any text at all", () => {
  const hostish = fc.stringMatching(/^[-a-z0-9.:@%[\]\\/?#_\u00ad\u3002\uff0e\uff11Aé ]{0,40}$/);
  const anything = fc.oneof(
    fc.string({ unit: "binary", maxLength: 60 }),
    fc.webUrl({ withQueryParameters: true, withFragments: true }),
    fc
      .tuple(fc.constantFrom("http://", "https://", "HTTPS://", "https:/", "https:", "ftp://"), hostish)
      .map((p) => p.join("")),
    fc.tuple(fc.ipV4Extended(), fc.webPath()).map(([ip, path]) => `https://${ip}${path}`),
    fc.ipV6().map((ip) => `https://[${ip}]/`),
  );

  test.each([
    ["in production", strict],
    ["in demo mode", demo],
  ])("never throws; what is accepted is what WHATWG parses, without credentials (%s)", (_, policy) => {
    let accepted = 0;
    fc.assert(
      fc.property(anything, (raw) => {
        const parsed = parseTarget(raw, policy);
        if (!parsed.ok) {
          expect(parsed.message).toMatch(/^[A-Z].*\.$/);
          return;
        }
        accepted++;
        const { target } = parsed;
        const url = new URL(raw);
        expect(target.url.href).toBe(url.href);
        expect(`${target.host.includes(":") ? `[${target.host}]` : target.host}`).toBe(url.hostname);
        expect(url.username + url.password).toBe("");
        expect(raw.toLowerCase().startsWith(`${url.protocol}//`)).toBe(true);
        expect(target.host).not.toMatch(/[^-a-z0-9.:_~!$&'()*+,;=]/);
        if (target.address) expect(isAllowedAddress(target.address, policy)).toBe(true);
      }),
      { numRuns: 20_000 },
    );
    expect(accepted).toBeGreaterThan(500);
  });

  test("of any length is read at once", () => {
    for (const raw of [
      "a".repeat(1e6),
      `https://${".".repeat(1e6)}`,
      `https://${"a.".repeat(1000)}com/`,
      `https://x/${"%".repeat(2030)}`,
    ]) {
      const startedAt = performance.now();
      parseTarget(raw, strict);
      expect(performance.now() - startedAt).toBeLessThan(5000);
    }
  });
});
