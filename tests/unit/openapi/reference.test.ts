import { expect, test } from "vitest";
import { OPERATIONS } from "#lib/openapi/operations";
import { apiReference } from "#lib/openapi/reference";

const { operations, tags } = apiReference("https://hooks.example.com");
const find = (id: string) => operations.find((operation) => operation.id === id);

test("has every operation, each in a group, with the codes it may fail with", () => {
  expect(operations.map(({ id }) => id)).toEqual(OPERATIONS.map(({ id }) => id));
  const names = tags.map(({ name }) => name);
  for (const { id, tag, failures } of operations) {
    expect(names, id).toContain(tag);
    for (const { codes } of failures) expect(codes.length, id).toBeGreaterThan(0);
  }
});

test("lists the fields of bodies and answers, also those inside lists", () => {
  const create = find("createWebhook");
  expect(create?.body.find(({ name }) => name === "url")).toMatchObject({ type: "string", required: true });
  expect(create?.body.find(({ name }) => name === "eventTypes")?.type).toBe("list of string");
  expect(create?.answer.map(({ name }) => name)).toContain("secrets[].publicKey");
  expect(find("publishEvents")?.body.map(({ name }) => name)).toContain("workspace");
  expect(find("listDeliveries")?.answer.map(({ name }) => name)).toContain("data[].status");
});

test("gives a request to copy", () => {
  expect(find("createWebhook")?.curl).toBe(
    [
      'curl -X POST "https://hooks.example.com/api/v1/webhooks"',
      '-H "Authorization: Bearer $API_KEY"',
      '-H "Content-Type: application/json"',
      `-d '{"name":"Orders","url":"https://example.com/webhooks","eventTypes":["invoice.paid"]}'`,
    ].join(" \\\n  "),
  );
  expect(find("listEgressIps")?.curl).toBe('curl "https://hooks.example.com/api/v1/egress-ips"');
});
