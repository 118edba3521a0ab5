import { describe, expect, test } from "vitest";
import { AppError } from "#lib/errors/app-error";
import { parsePublishBody } from "#lib/events/parse-publish";

function failure(text: string): AppError {
  try {
    parsePublishBody(text);
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error("It was accepted.");
}

const event = (over = "") => `{"workspace":"acme","type":"invoice.paid","data":{}${over}}`;

test("takes one event or an array, with data byte for byte", () => {
  const data = '{ "n": 12345678901234567890, "b":1, "a": 1.0 }';
  const text = `{"workspace":"acme","type":"invoice.paid","data":${data},"id":"k1","timestamp":"2026-01-01T00:00:00+02:00"}`;
  expect(parsePublishBody(text)).toEqual([
    {
      workspace: "acme",
      type: "invoice.paid",
      data,
      tenant: null,
      key: "k1",
      timestamp: new Date("2025-12-31T22:00:00Z"),
    },
  ]);
  expect(parsePublishBody(`[${text},${event()}]`)).toHaveLength(2);
});

// Faults 41–43, 47.
describe("refuses", () => {
  test.each([
    ["not JSON", "{", "invalid_json"],
    ["an empty body", "", "invalid_json"],
    ["a trailing comma", '{"workspace":"acme",}', "invalid_json"],
    ["a byte order mark", `\ufeff${event()}`, "invalid_json"],
    ["null", "null", "invalid_request"],
    ["a scalar", "3", "invalid_request"],
    ["an empty array", "[]", "invalid_input"],
  ])("%s", (_, text, code) => {
    expect(failure(text).code).toBe(code);
  });

  test.each([
    ["a missing field", '{"type":"a","data":1}', "workspace"],
    ["a wrong type", '{"workspace":1,"type":"a","data":1}', "workspace"],
    ["an unknown field", event(',"extra":1'), "extra"],
    ["missing data", '{"workspace":"a","type":"a"}', "data"],
    ["a bad timestamp", event(',"timestamp":"yesterday"'), "timestamp"],
    ["a lone surrogate", '{"workspace":"a","type":"a","data":{"x":["\\ud800"]}}', "data"],
    ["a lone surrogate in a key", '{"workspace":"a","type":"a","data":{"\\udc00":1}}', "data"],
    ["65 levels", `{"workspace":"a","type":"a","data":${"[".repeat(65)}${"]".repeat(65)}}`, "data"],
    ["a NUL in the id", event(',"id":"\\u0000"'), "id"],
  ])("%s, naming the field", (_, text, path) => {
    const error = failure(text);
    expect(error.code).toBe("invalid_input");
    expect(error.errors.map((item) => item.path)).toContain(path);
  });

  test("every bad item of a batch, by its index", () => {
    expect(failure(`[${event()},{"type":"a","data":1},7]`).errors.map(({ path }) => path)).toEqual([
      "1.workspace",
      "2",
    ]);
  });

  test("more than 256 KB of data, and more than 1,000 events", () => {
    const large = `{"workspace":"a","type":"a","data":"${"x".repeat(256 * 1024)}"}`;
    expect(failure(large)).toMatchObject({ code: "payload_too_large", errors: [{ path: "data" }] });
    const exact = `{"workspace":"a","type":"a","data":"${"x".repeat(256 * 1024 - 2)}"}`;
    expect(parsePublishBody(exact)).toHaveLength(1);
    expect(failure(`[${Array(1001).fill(event()).join(",")}]`).code).toBe("payload_too_large");
    expect(parsePublishBody(`[${Array(1000).fill(event()).join(",")}]`)).toHaveLength(1000);
  });
});

test("a paired surrogate escape, emoji and prototype keys pass, and pollute nothing", () => {
  const data = '{"a":"\\ud83d\\ude00 😀","__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}';
  expect(parsePublishBody(`{"workspace":"a","type":"a","data":${data}}`)[0]?.data).toBe(data);
  expect(({} as { polluted?: number }).polluted).toBeUndefined();
});
