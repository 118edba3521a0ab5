import fc from "fast-check";
import { expect, test } from "vitest";
import { setWakeSender } from "#lib/dispatch/wake";
import { callOperation, DESCRIBED, type DescribedOperation } from "#tests/support/contract";
import { createScene, exampleFor, keyFor } from "#tests/support/contract-scene";
import { createTestDatabase } from "#tests/support/database";
import { prepareDispatch } from "#tests/support/deliver";
import { fromSchema, type Hints, nastyText } from "#tests/support/schema-arbitrary";

await createTestDatabase();
await prepareDispatch();
setWakeSender(async () => {});

/** The same requests in every run of CI; `FUZZ_RUNS=2000 FUZZ_SEED=$RANDOM` looks further. */
const RUNS = Number(process.env.FUZZ_RUNS ?? 60);
const SEED = Number(process.env.FUZZ_SEED ?? 1);

/** Requests made from an operation's description: mostly as it asks for, sometimes not. */
function requestsFor({ parameters, body, path }: DescribedOperation, id: string, hints: Hints) {
  const query = parameters.filter((parameter) => parameter.in === "query");
  const texts = query.map(({ name, schema }) => [name, fromSchema(schema, { known: hints.known }).map(asText)]);
  return fc.record(
    {
      id: path.includes("{id}") ? fc.oneof({ weight: 4, arbitrary: fc.constant(id) }, nastyText) : fc.constant(""),
      query: fc.record(Object.fromEntries(texts), { requiredKeys: [] }),
      ...(body && { body: fromSchema(body.schema, hints) }),
      headers: fc.record(
        {
          "idempotency-key": fc.constantFrom("a", "b", '"c"', "", "a b", "x".repeat(300)),
          "if-match": fc.constantFrom('"1"', "*", 'W/"1"', "1", '"1", "2"', '"999999999999"'),
        },
        { requiredKeys: [] },
      ),
    },
    { requiredKeys: ["id"] },
  );
}

const asText = (value: unknown) => (typeof value === "string" ? value : JSON.stringify(value));

// callOperation checks that every answer is a declared one; a 500 is declared, but never right.
test.each(DESCRIBED.map((operation) => [operation.id, operation] as const))(
  "%s answers whatever it is sent, and as described",
  async (_id, operation) => {
    const scene = await createScene();
    const known = [scene.workspace.slug, "invoice.paid", "*", "https://hooks.example.com/in", scene.idFor(operation)];
    const requests = requestsFor(operation, scene.idFor(operation), { known, example: exampleFor(operation, scene) });
    const answered = new Set<number>();
    await fc.assert(
      fc.asyncProperty(requests, async (call) => {
        const { status, body } = await callOperation(operation, { key: keyFor(operation, scene), ...call });
        answered.add(status);
        expect(status, JSON.stringify(body)).toBeLessThan(500);
      }),
      { numRuns: RUNS, seed: SEED },
    );
    // Otherwise nothing but the parser was tried, or something before it has broken the scene.
    if (Math.min(...answered) >= 300) {
      const id = scene.idFor(operation);
      const call = { key: keyFor(operation, scene), id, body: exampleFor(operation, scene) };
      answered.add((await callOperation(operation, call)).status);
    }
    expect(Math.min(...answered), [...answered].join()).toBeLessThan(300);
  },
);
