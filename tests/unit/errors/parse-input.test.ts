import { expect, test } from "vitest";
import { AppError } from "#lib/errors/app-error";
import { parseInput } from "#lib/errors/parse-input";
import { WebhookInput } from "#lib/webhooks/webhook-schema";

function errorsOf(input: unknown) {
  try {
    parseInput(WebhookInput, input);
  } catch (error) {
    return error instanceof AppError ? error.errors : error;
  }
  return [];
}

test("what is missing is required, what is there and wrong is told what it must be", () => {
  expect(errorsOf({ url: "https://hooks.example.com/in", eventTypes: ["*"] })).toEqual([
    { path: "name", message: "is required" },
  ]);
  expect(errorsOf({ name: 5, eventTypes: "*", ordered: "yes", colour: "red" })).toEqual([
    { path: "name", message: "must be text" },
    { path: "url", message: "is required" },
    { path: "eventTypes", message: "must be a list of event types" },
    { path: "ordered", message: "must be true or false" },
    { path: "colour", message: "is not a known field" },
  ]);
});
