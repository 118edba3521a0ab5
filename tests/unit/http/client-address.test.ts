import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseCidrs } from "#lib/egress/policy";
import { addressHolder, clientAddressOf, DEFAULT_TRUSTED_PROXIES } from "#lib/http/client-address";

const trusted = parseCidrs(DEFAULT_TRUSTED_PROXIES);
const CLIENT = "203.0.113.9";

describe("the address of a request is", () => {
  test.each([
    ["the connection's, for a client that comes straight from the internet", CLIENT, undefined, CLIENT],
    ["the connection's, whatever such a client writes", CLIENT, "198.51.100.1", CLIENT],
    ["what a proxy on this host says", "127.0.0.1", CLIENT, CLIENT],
    ["what a proxy in a private network says", "::ffff:172.18.0.3", CLIENT, CLIENT],
    ["the nearest hop's word, not what the client has put before it", "10.0.0.2", `198.51.100.1, ${CLIENT}`, CLIENT],
    ["found through several proxies", "10.0.0.2", `198.51.100.1, ${CLIENT}, 10.0.0.7, 10.0.0.8`, CLIENT],
    ["the proxy's, when it says nothing", "10.0.0.2", undefined, "10.0.0.2"],
    ["the proxy's, when it says nonsense", "10.0.0.2", "unknown", "10.0.0.2"],
    ["the last sensible hop's before nonsense", "10.0.0.2", `${CLIENT}, <script>, 10.0.0.7`, "10.0.0.7"],
    ["without a port", "127.0.0.1", `${CLIENT}:4711`, CLIENT],
    ["without brackets", "::1", "[2001:db8::1]:4711", "2001:db8::1"],
    ["never a number in disguise", "10.0.0.2", "3405803785", "10.0.0.2"],
    ["unknown when not even the connection is known", undefined, CLIENT, null],
  ])("%s", (_what, peer, forwardedFor, expected) => {
    expect(clientAddressOf(peer, forwardedFor, trusted)).toBe(expected);
  });

  test("the connection's always, where no proxy is trusted", () => {
    expect(clientAddressOf("127.0.0.1", CLIENT, [])).toBe("127.0.0.1");
  });

  test("never what the client wrote itself, whatever it is", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(clientAddressOf(CLIENT, text, trusted)).toBe(CLIENT);
        expect(clientAddressOf("10.0.0.2", `${text}, ${CLIENT}`, trusted)).toBe(CLIENT);
      }),
    );
  });
});

test("limits count an IPv6 network as one, and IPv4 addresses one by one", () => {
  expect(addressHolder("2001:db8:1:2:3::4")).toBe(addressHolder("2001:db8:1:2:ffff::"));
  expect(addressHolder("2001:db8:1:2::")).not.toBe(addressHolder("2001:db8:1:3::"));
  expect(addressHolder("203.0.113.9")).toBe("203.0.113.9");
  expect(addressHolder(null)).toBe("unknown");
});
