import { expect, test } from "vitest";
import { nextCronTime } from "#inngest/status/next-cron-time";

test.each([
  ["* * * * *", "2026-11-21T10:01:00.000Z"],
  ["*/10 * * * *", "2026-11-21T10:10:00.000Z"],
  ["0 3 * * *", "2026-11-22T03:00:00.000Z"],
  ["0 0 * * 1", "2026-11-23T00:00:00.000Z"],
  ["30 12 1 1 *", "2027-01-01T12:30:00.000Z"],
  ["0 0 29 2 *", "2028-02-29T00:00:00.000Z"],
])("%s comes next at %s", (cron, next) => {
  expect(nextCronTime(cron, new Date("2026-11-21T10:00:00Z"))?.toISOString()).toBe(next);
});

test("a day that no month has never comes", () => {
  expect(nextCronTime("0 0 31 2 *", new Date("2026-11-21T10:00:00Z"))).toBeNull();
});
