import { expect, test } from "vitest";
import { isDatabaseUnavailable } from "#lib/database/is-database-unavailable";

const error = (message: string, fields: object = {}) => Object.assign(new Error(message), fields);
const adapterError = (cause: object) =>
  error("Raw query failed.", { code: "P2010", meta: { driverAdapterError: { cause } } });

// Fault 4 and 5: as Prisma 7 and pg report them.
test.each([
  ["a server that is not there", error("Can't reach database server", { code: "P1001" })],
  ["the same from a raw query", adapterError({ kind: "DatabaseNotReachable" })],
  ["a fast shutdown", adapterError({ kind: "postgres", originalCode: "57P01" })],
  ["a server that starts", adapterError({ kind: "postgres", originalCode: "57P03" })],
  ["too many connections", adapterError({ kind: "TooManyConnections", originalCode: "53300" })],
  ["a full disk", adapterError({ kind: "postgres", originalCode: "53100" })],
  ["a server that only reads", adapterError({ kind: "postgres", originalCode: "25006" })],
  ["a crash", error("Connection terminated unexpectedly")],
  ["no free connection", error("timeout exceeded when trying to connect")],
])("%s is an unavailable database", (_, reported) => {
  expect(isDatabaseUnavailable(reported)).toBe(true);
});

test.each([
  ["a refused value", adapterError({ kind: "UniqueConstraintViolation", originalCode: "23505" })],
  ["a broken query", adapterError({ kind: "postgres", originalCode: "42601" })],
  ["a bug", new TypeError("x is undefined")],
  ["no error", "Connection terminated"],
])("%s is not", (_, reported) => {
  expect(isDatabaseUnavailable(reported)).toBe(false);
});
