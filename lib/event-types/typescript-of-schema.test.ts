import ts from "typescript";
import { describe, expect, test } from "vitest";
import { typescriptOfSchema } from "#lib/event-types/typescript-of-schema";
import type { PresetEventType } from "#lib/profiles/preset";
import { PRESETS } from "#lib/profiles/presets";

const eventTypes = Object.values(PRESETS).flatMap((preset): PresetEventType[] => [...preset.eventTypes]);

/** What TypeScript has to say about a program. */
function diagnostics(code: string): string[] {
  const host = ts.createCompilerHost({});
  const read = host.getSourceFile.bind(host);
  host.getSourceFile = (name, ...rest) =>
    name === "event.ts" ? ts.createSourceFile(name, code, ts.ScriptTarget.ES2023) : read(name, ...rest);
  const program = ts.createProgram(["event.ts"], { strict: true, noEmit: true, types: [] }, host);
  return ts.getPreEmitDiagnostics(program).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
}

test("every preset's type is TypeScript that its example has, and that names no unknown", () => {
  const code = eventTypes.map(({ name, schema, example }, n) => {
    const type = typescriptOfSchema(name, schema);
    // The two that may have any value.
    if (name !== "watchlist.domain_changed") expect(type).not.toContain("unknown");
    return `namespace N${n} { ${type}\nexport const example: ${type.split(" ")[2]} = ${JSON.stringify(example)}; }`;
  });
  expect(diagnostics(code.join("\n"))).toEqual([]);
});

test("an example that is not of its type is noticed", () => {
  const type = typescriptOfSchema("a.b", { type: "object", required: ["id"], properties: { id: { type: "string" } } });
  expect(diagnostics(`${type}\nexport const example: AB = { id: 1 };`)).not.toEqual([]);
});

describe("what schemas say becomes", () => {
  test.each([
    [{ type: ["string", "null"] }, "string | null"],
    [{ enum: ["a", 1, null] }, '"a" | 1 | null'],
    [{ const: "x" }, '"x"'],
    [{ type: "array", items: { type: "integer" } }, "number[]"],
    [{ type: "array", items: { type: ["integer", "null"] } }, "(number | null)[]"],
    [{ oneOf: [{ type: "string" }, { type: "boolean" }] }, "string | boolean"],
    [{ type: "object", additionalProperties: { type: "number" } }, "Record<string, number>"],
    [{ type: "object" }, "Record<string, unknown>"],
    [{ $ref: "#/$defs/money", $defs: { money: { type: "number" } } }, "number"],
    [{ $ref: "#/$defs/nowhere" }, "unknown"],
    [true, "unknown"],
    [{ properties: { "a-b": {} } }, '{\n  "a-b"?: unknown;\n}'],
    [
      { properties: { a: { description: "Ends */ here.", type: "string" } } },
      "{\n  /** Ends *\\/ here. */\n  a?: string;\n}",
    ],
  ])("%j: %s", (schema, type) => {
    expect(typescriptOfSchema("x.y", schema)).toBe(`export type XY = ${type};`);
  });

  test("one that refers to itself comes to an end", () => {
    const schema = { $ref: "#/$defs/node", $defs: { node: { properties: { next: { $ref: "#/$defs/node" } } } } };
    expect(diagnostics(typescriptOfSchema("tree", schema))).toEqual([]);
  });
});
