import { expect, test } from "vitest";
import { hasEnded, IDLE_SECONDS, SESSION_SECONDS } from "#lib/sessions/session-rules";

const NOW = Date.parse("2026-03-18T14:30:00Z");
const ago = (seconds: number) => new Date(NOW - seconds * 1000);

test.each([
  { createdAt: 0, lastSeenAt: 0, ended: false, name: "a new session" },
  { createdAt: SESSION_SECONDS, lastSeenAt: 0, ended: false, name: "the last moment" },
  { createdAt: SESSION_SECONDS + 1, lastSeenAt: 0, ended: true, name: "a busy session after its time" },
  { createdAt: IDLE_SECONDS, lastSeenAt: IDLE_SECONDS, ended: false, name: "the last idle moment" },
  { createdAt: IDLE_SECONDS + 1, lastSeenAt: IDLE_SECONDS + 1, ended: true, name: "a session that nobody used" },
])("$name ends: $ended", ({ createdAt, lastSeenAt, ended }) => {
  expect(hasEnded({ createdAt: ago(createdAt), lastSeenAt: ago(lastSeenAt) }, NOW)).toBe(ended);
});
