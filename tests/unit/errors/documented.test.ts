import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { ERROR_CODES } from "#lib/errors/app-error";

const page = await readFile("docs/errors.md", "utf8");

test.each([
  ...Object.entries(ERROR_CODES).map(([code, { status }]) => [code, status] as const),
  ["internal_error", 500] as const,
])("%s has its section in docs/errors.md, with status %d", (code, status) => {
  const section = page.split(/^## /m).find((text) => text.startsWith(`${code}\n`));
  expect(section).toContain(`\`${status}\``);
});
