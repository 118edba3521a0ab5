import { describe, expect, test } from "vitest";
import { advancedInput, advancedValues } from "#components/webhooks/advanced-values";
import { RetrySchedule, SignatureConfigs } from "#lib/profiles/profile-schema";
import type { WebhookView } from "#lib/webhooks/webhook-view";

const OF_PROFILE = SignatureConfigs.parse([{ scheme: "hmac-body", header: "X-Product-Signature" }]);

/** What the form sends for a webhook that nobody has touched. */
function untouched(webhook: Partial<WebhookView>) {
  const standing = { rateLimit: null, maxInFlight: 32, ordered: false, autoResume: true, timeoutSeconds: null };
  const view = { ...standing, retrySchedule: null, signature: null, ...webhook } as WebhookView;
  return advancedInput(advancedValues(view), OF_PROFILE);
}

describe("what the form shows, it sends back", () => {
  test.each([
    [[{ scheme: "standard-webhooks" }]],
    [[{ scheme: "standard-webhooks", algorithm: "ed25519" }]],
    [[{ scheme: "standard-webhooks", headerPrefix: "svix" }]],
    [[{ scheme: "standard-webhooks", headerPrefix: "svix", algorithm: "ed25519" }]],
    [[{ scheme: "static", header: "X-Token" }]],
    [[{ scheme: "hmac-body", header: "X-Sig", algorithm: "sha512", encoding: "base64", prefix: "sha512=" }]],
    [[{ scheme: "hmac-body", header: "X-Old" }, { scheme: "standard-webhooks" }]],
    [
      [
        { scheme: "standard-webhooks", algorithm: "ed25519" },
        { scheme: "static", header: "X-Token" },
      ],
    ],
  ])("signature %j", (configs) => {
    const signature = SignatureConfigs.parse(configs);
    expect(untouched({ signature }).signature).toEqual(signature);
  });

  test.each([
    [{ delaysSeconds: [] }],
    [{ delaysSeconds: [5, 300, 90, 86_400] }],
    [{ firstSeconds: 10, factor: 1.5, capSeconds: 3600, windowSeconds: 86_400 }],
  ])("retry schedule %j", (schedule) => {
    const retrySchedule = RetrySchedule.parse(schedule);
    expect(untouched({ retrySchedule }).retrySchedule).toEqual(retrySchedule);
  });

  test.each([null, 0.5, 1, 50])("rate limit %j", (rateLimit) => {
    expect(untouched({ rateLimit }).rateLimit).toBe(rateLimit);
  });

  test("nothing of its own", () => {
    expect(untouched({})).toEqual({
      timeoutSeconds: null,
      rateLimit: null,
      maxInFlight: 32,
      ordered: false,
      autoResume: true,
      retrySchedule: null,
      signature: null,
    });
  });
});

test("a second signature stands beside the product's own", () => {
  const values = advancedValues(null);
  values.signature.second = { ...values.signature.second, kind: "standard" };
  expect(advancedInput(values, OF_PROFILE).signature).toEqual([
    ...OF_PROFILE,
    ...SignatureConfigs.parse([{ scheme: "standard-webhooks" }]),
  ]);
});
