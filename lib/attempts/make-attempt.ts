import "server-only";
import { buildRequest } from "#lib/attempts/build-request";
import { type AttemptErrorCode, statusErrorCode } from "#lib/attempts/error-codes";
import { parseRetryAfter, retryDelaySeconds, throttleSeconds, withJitter } from "#lib/deliveries/retry-policy";
import type { ClaimedDelivery } from "#lib/dispatch/claim";
import type { WebhookConfig } from "#lib/dispatch/webhook-configs";
import { egressLookup, egressPolicy } from "#lib/egress/instance-policy";
import { type EgressResult, type EgressTimings, sendRequest } from "#lib/egress/send";
import type { Profile } from "#lib/profiles/profile-schema";

/** What became of an attempt: everything that is written back about it. */
export interface AttemptOutcome {
  /** The dispatcher that made it. */
  shard: number;
  delivery: ClaimedDelivery;
  /** Null for success. */
  errorCode: AttemptErrorCode | null;
  errorMessage: string | null;
  /** How many retries the delivery has had after this. */
  retryStep: number;
  /** The delay before the next attempt in seconds; null when there is none. */
  nextDelaySeconds: number | null;
  /** How long the whole webhook shall wait, in seconds. */
  throttleSeconds: number | null;
  requestUrl: string;
  /** As sent, secrets masked. */
  requestHeaders: [name: string, value: string][];
  result: EgressResult | null;
  startedAt: Date;
  totalMs: number;
}

const NO_TIMINGS: EgressTimings = { totalMs: 0 };

/** Makes one attempt: render, sign, send, judge. Never throws; what goes wrong is the outcome. */
export async function makeAttempt(
  delivery: ClaimedDelivery,
  webhook: WebhookConfig,
  profile: Profile,
): Promise<AttemptOutcome> {
  const startedAt = new Date();
  const base = {
    delivery,
    shard: webhook.shard,
    requestUrl: webhook.url,
    startedAt,
    retryStep: delivery.retryStep + 1,
  };
  let request: ReturnType<typeof buildRequest>;
  try {
    request = buildRequest(delivery, webhook, profile, startedAt);
  } catch (error) {
    return {
      ...base,
      ...afterFailure(delivery, webhook, profile, null, startedAt),
      errorCode: "signing_error",
      errorMessage: error instanceof Error ? error.message : String(error),
      requestHeaders: [],
      result: null,
      totalMs: 0,
    };
  }
  const result = await sendRequest({
    url: webhook.url,
    headers: request.headers,
    body: request.body,
    timeoutMs: webhook.timeoutMs ?? profile.timeoutSeconds * 1000,
    policy: egressPolicy(profile),
    lookup: egressLookup(),
  });
  const errorCode = result.ok ? statusErrorCode(result.response.status) : result.code;
  const sent = { ...base, requestHeaders: request.masked, result, totalMs: (result.timings ?? NO_TIMINGS).totalMs };
  if (errorCode === null) {
    const { retryStep } = delivery;
    return { ...sent, errorCode, errorMessage: null, retryStep, nextDelaySeconds: null, throttleSeconds: null };
  }
  return {
    ...sent,
    errorCode,
    errorMessage: result.ok ? `The server answered ${result.response.status}.` : result.message,
    ...afterFailure(delivery, webhook, profile, result, startedAt),
  };
}

/** When to try again, and whether the whole webhook shall wait. */
function afterFailure(
  delivery: ClaimedDelivery,
  webhook: WebhookConfig,
  profile: Profile,
  result: EgressResult | null,
  at: Date,
): { nextDelaySeconds: number | null; throttleSeconds: number | null } {
  const response = result?.response;
  const asked = response?.headers.find(([name]) => name === "retry-after")?.[1];
  const retryAfter = asked === undefined ? null : parseRetryAfter(asked, at.getTime());
  const delay =
    response?.status === 410 ? null : retryDelaySeconds(webhook.retrySchedule ?? profile.retry, delivery.retryStep);
  return {
    nextDelaySeconds: delay === null ? null : Math.max(withJitter(delay, Math.random()), retryAfter ?? 0),
    throttleSeconds: response ? throttleSeconds(response.status, retryAfter, delay) : null,
  };
}
