import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { z } from "zod";
import { parseProfile } from "#lib/profiles/parse-profile";
import { PRODUCT_PRESET_NAMES } from "#lib/profiles/product-presets";
import { Profile, SOURCES } from "#lib/profiles/profile-schema";
import { renderPreview } from "#lib/profiles/render-preview";

const DOC = readFileSync("docs/profiles.md", "utf8");

interface Schema {
  properties?: Record<string, Schema>;
  items?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
}

/** Every field of a JSON schema, e.g. `body.fields[].name`. */
function fieldsOf(schema: Schema, at = ""): string[] {
  const { properties = {}, items, anyOf = [], oneOf = [] } = schema;
  return [
    ...Object.entries(properties).flatMap(([name, member]) => {
      const field = at === "" ? name : `${at}.${name}`;
      return [field, ...fieldsOf(member, field)];
    }),
    ...(items ? fieldsOf(items, `${at}[]`) : []),
    ...[...anyOf, ...oneOf].flatMap((part) => fieldsOf(part, at)),
  ];
}

test("docs/profiles.md explains every field, and none that there is not", () => {
  const fields = new Set(fieldsOf(z.toJSONSchema(Profile, { io: "input" }) as Schema));
  const table = DOC.slice(DOC.indexOf("## Every field"), DOC.indexOf("| source |"));
  const explained = [...table.matchAll(/^\| `([^`]+)` \|/gm)].map(([, field]) => field);
  expect(new Set(explained)).toEqual(fields);
});

test("it names every source and every preset", () => {
  for (const name of [...SOURCES, ...PRODUCT_PRESET_NAMES]) expect(DOC).toContain(`\`${name}\``);
});

test("its profile can be sent by, and its verifier takes what that sends and nothing else", async () => {
  const [, file = ""] = /```json\n([\s\S]+?)```/.exec(DOC) ?? [];
  const [, code = ""] = /```js\n([\s\S]+?)```/.exec(DOC) ?? [];
  const sample = { type: "order.created", data: '{"id":"ord_1"}', tenant: null, occurredAt: new Date() };
  const { body, headers, secrets } = renderPreview(parseProfile(JSON.parse(file)), {
    ...sample,
    attempt: 1,
    rotating: false,
  });
  const module = path.join(mkdtempSync(path.join(tmpdir(), "profile-")), "verify.mjs");
  writeFileSync(module, code.replaceAll(/^ {3}/gm, ""));
  const { verify } = await import(pathToFileURL(module).href);
  const received = Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), value]));
  expect(verify(body, received, secrets[0]?.secret)).toBe(true);
  expect(verify(`${body} `, received, secrets[0]?.secret)).toBe(false);
  expect(received["x-nimbus-delivery"]).toMatch(/^dlv_/);
});
