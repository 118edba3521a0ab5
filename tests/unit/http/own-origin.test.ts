import { expect, test } from "vitest";
import { isForeignRead, isOwnOrigin } from "#lib/http/own-origin";

const HOST = { host: "app.example" };

test.each([
  { "sec-fetch-site": "same-origin" },
  { "sec-fetch-site": "same-origin", origin: "https://app.example" },
  { origin: "https://app.example" },
  { origin: "https://app.example", "x-forwarded-host": "app.example", host: "10.0.0.1:3000" },
])("%j is a page of ours", (headers) => {
  expect(isOwnOrigin(new Headers({ ...HOST, ...headers }))).toBe(true);
});

test.each([
  {},
  { origin: "null" },
  { origin: "" },
  { origin: "https://evil.example" },
  { origin: "https://app.example.evil.example" },
  { origin: "https://app.example:8443" },
  { origin: "app.example" },
  { "sec-fetch-site": "cross-site", origin: "https://app.example" },
  { "sec-fetch-site": "same-site", origin: "https://app.example" },
  { "sec-fetch-site": "none", origin: "https://app.example" },
  { "sec-fetch-site": "" },
])("%j is no page of ours", (headers) => {
  expect(isOwnOrigin(new Headers({ ...HOST, ...headers }))).toBe(false);
});

test.each([
  ["cross-site", true],
  ["same-site", true],
  ["same-origin", false],
  ["none", false],
] as const)("a read from %s is foreign: %s", (site, foreign) => {
  expect(isForeignRead(new Headers({ "sec-fetch-site": site }))).toBe(foreign);
});
