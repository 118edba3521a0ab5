import { access } from "node:fs/promises";
import { expect, test } from "vitest";
import { openApiDocument } from "#lib/openapi/document";
import { OPERATIONS } from "#lib/openapi/operations";

type Json = Record<string, unknown>;
const document = openApiDocument("https://posthorn.example.com") as Json & { components: { schemas: Json } };

test("every reference leads somewhere, and every component is described", () => {
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)];
  const names = new Set(references.map(([, name]) => name));
  expect(names).toEqual(new Set(Object.keys(document.components.schemas)));
  for (const [name, schema] of Object.entries(document.components.schemas)) {
    expect(schema, name).not.toHaveProperty("$ref");
  }
  expect(JSON.stringify(document)).not.toMatch(/\$defs|__schema/);
});

test.each(OPERATIONS.map(({ method, path }) => [method.toUpperCase(), path]))(
  "%s %s is there",
  async (method, path) => {
    const file = `app/api/v1${path.replace("{id}", "[id]")}/route.ts`;
    await access(file);
    expect(await import(/* @vite-ignore */ `${process.cwd()}/${file}`)).toHaveProperty(method ?? "");
  },
);

test("requests are described by the schemas that parse them", () => {
  expect(document.components.schemas.WebhookInput).toMatchObject({
    type: "object",
    required: ["name", "url", "eventTypes"],
    additionalProperties: false,
    properties: { timeoutSeconds: { anyOf: [{ type: "number", minimum: 1, maximum: 30 }, { type: "null" }] } },
  });
  expect(document.components.schemas.ReplayInput).toMatchObject({
    additionalProperties: false,
    properties: { kind: { enum: ["matching", "selected", "missing"] }, ratePerSecond: { maximum: 1000 } },
  });
});
