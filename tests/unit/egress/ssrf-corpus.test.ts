import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parseTarget } from "#lib/egress/parse-target";
import { type EgressPolicy, isAllowedAddress, parseCidrs } from "#lib/egress/policy";
import { resolveTarget } from "#lib/egress/resolve";

interface Entry {
  url: string;
  expect: "block" | "allow";
  why: string;
  category: string;
  resolves_to?: string[];
  resolves_to_sequence?: string[][];
  requires?: { allow_http?: boolean; self_hosts?: string[] };
}

const corpus: Entry[] = JSON.parse(readFileSync(new URL("../../fixtures/ssrf-corpus.json", import.meta.url), "utf8"));
const strict: EgressPolicy = {
  allowHttp: false,
  allowLoopback: false,
  allowNetworks: [],
  ownHost: null,
  ownPort: null,
  ownAddresses: new Set(),
};

async function verdict(entry: Entry, answers: string[]): Promise<"block" | "allow"> {
  const [self] = entry.requires?.self_hosts ?? [];
  const policy = { ...strict, allowHttp: entry.requires?.allow_http ?? false, ownHost: self ? `${self}:443` : null };
  const parsed = parseTarget(entry.url, policy);
  if (!parsed.ok) return "block";
  const resolution = await resolveTarget(parsed.target, policy, async () => answers);
  return resolution.ok ? "allow" : "block";
}

// Fault 51. Redirects are never followed: tests/integration/egress.test.ts has a live one.
describe("the SSRF corpus", () => {
  test.each(corpus.filter(({ category }) => category !== "redirect" && category !== "dns-rebind"))(
    "$expect $url ($why)",
    async (entry) => {
      expect(await verdict(entry, entry.resolves_to ?? [])).toBe(entry.expect);
    },
  );

  test.each(corpus.filter(({ category }) => category === "dns-rebind"))(
    "$url: the answer that turned private is refused",
    async (entry) => {
      const answers = entry.resolves_to_sequence ?? [];
      expect(await verdict(entry, answers.flat())).toBe("block");
      expect(await verdict(entry, answers.at(-1) ?? [])).toBe("block");
    },
  );
});

describe("exceptions", () => {
  const demo: EgressPolicy = { ...strict, allowLoopback: true, ownHost: "localhost:3000", ownPort: 3000 };

  test.each([
    ["http://127.0.0.1:4000/hook", true],
    ["http://localhost:4000/hook", true],
    ["http://localhost:3000/inbox/abc", true],
    ["http://localhost:3000/api/v1/events", false],
    ["http://10.0.0.1/", false],
    ["http://example.com/", false],
  ])("demo mode: %s allowed is %s", (url, allowed) => {
    expect(parseTarget(url, demo).ok).toBe(allowed);
  });

  test("POSTHORN_EGRESS_ALLOW opens a network, but never a metadata service", () => {
    const policy = { ...strict, allowNetworks: parseCidrs(["10.0.0.0/8", "0.0.0.0/0", "::/0"]) };
    expect(isAllowedAddress("10.1.2.3", policy)).toBe(true);
    for (const address of ["169.254.169.254", "168.63.129.16", "fd00:ec2::254", "100.100.100.200"]) {
      expect(isAllowedAddress(address, policy)).toBe(false);
    }
  });

  test.each(["::127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:a00:1::", "fe80::1", "4000::1", "100:0:0:1::1"])(
    "%s is not a public address",
    (address) => {
      expect(isAllowedAddress(address, strict)).toBe(false);
    },
  );
});
