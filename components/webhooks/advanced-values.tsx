import type { FieldError } from "#lib/errors/app-error";
import type { RetrySchedule, SignatureConfig } from "#lib/profiles/profile-schema";
import { durationText, parseDuration } from "#lib/time/duration-text";
import type { WebhookPatch } from "#lib/webhooks/webhook-schema";
import type { WebhookView } from "#lib/webhooks/webhook-view";

/** The inputs of the Advanced section: text everywhere, as typed. */
export interface AdvancedValues {
  timeoutSeconds: string;
  rateLimit: string;
  rateUnit: "second" | "minute";
  maxInFlight: string;
  ordered: boolean;
  retrySchedule: { kind: RetryKind; delays: string; first: string; factor: string; cap: string; window: string };
  signature: {
    kind: SignatureKind;
    header: string;
    algorithm: "sha1" | "sha256" | "sha512";
    encoding: "hex" | "base64";
    prefix: string;
    /** What this form can't show, such as two schemes during a migration: kept as it is. */
    custom: SignatureConfig[] | null;
  };
}

export type RetryKind = "default" | "list" | "exponential";
export type SignatureKind = "default" | "standard" | "ed25519" | "svix" | "hmac-body" | "static" | "custom";

export const DEFAULT_MAX_IN_FLIGHT = 32;

export function advancedValues(webhook: WebhookView | null): AdvancedValues {
  const rate = webhook?.rateLimit ?? null;
  const perMinute = rate !== null && rate < 1;
  return {
    timeoutSeconds: webhook?.timeoutSeconds?.toString() ?? "",
    rateLimit: rate === null ? "" : String(Number((perMinute ? rate * 60 : rate).toFixed(4))),
    rateUnit: perMinute ? "minute" : "second",
    maxInFlight: webhook && webhook.maxInFlight !== DEFAULT_MAX_IN_FLIGHT ? String(webhook.maxInFlight) : "",
    ordered: webhook?.ordered ?? false,
    retrySchedule: retryValues(webhook?.retrySchedule ?? null),
    signature: signatureValues(webhook?.signature ?? null),
  };
}

function retryValues(schedule: RetrySchedule | null): AdvancedValues["retrySchedule"] {
  const empty = {
    kind: "default" as const,
    delays: "5s, 5m, 30m, 2h",
    first: "10s",
    factor: "2",
    cap: "1h",
    window: "24h",
  };
  if (schedule === null) return empty;
  if ("delaysSeconds" in schedule) {
    return { ...empty, kind: "list", delays: schedule.delaysSeconds.map(durationText).join(", ") };
  }
  return {
    ...empty,
    kind: "exponential",
    first: durationText(schedule.firstSeconds),
    factor: String(schedule.factor),
    cap: durationText(schedule.capSeconds),
    window: durationText(schedule.windowSeconds),
  };
}

function signatureValues(signatures: SignatureConfig[] | null): AdvancedValues["signature"] {
  const empty = {
    header: "X-Signature",
    algorithm: "sha256",
    encoding: "hex",
    prefix: "",
    custom: signatures,
  } as const;
  const [first, second] = signatures ?? [];
  if (!first) return { ...empty, kind: "default" };
  if (second) return { ...empty, kind: "custom" };
  if (first.scheme === "hmac-body") return { ...empty, ...first, kind: "hmac-body" };
  if (first.scheme === "static") return { ...empty, header: first.header, kind: "static" };
  if (first.algorithm === "ed25519") return { ...empty, kind: first.headerPrefix === "svix" ? "custom" : "ed25519" };
  return { ...empty, kind: first.headerPrefix === "svix" ? "svix" : "standard" };
}

/** The domain's input. Check `advancedErrors` first: what is no number here becomes NaN. */
export function advancedInput(values: AdvancedValues) {
  const rate = optionalNumber(values.rateLimit);
  return {
    timeoutSeconds: optionalNumber(values.timeoutSeconds),
    rateLimit: rate !== null && values.rateUnit === "minute" ? rate / 60 : rate,
    maxInFlight: optionalNumber(values.maxInFlight) ?? DEFAULT_MAX_IN_FLIGHT,
    ordered: values.ordered,
    retrySchedule: retryInput(values.retrySchedule),
    signature: signatureInput(values.signature),
  } satisfies WebhookPatch;
}

const optionalNumber = (text: string) => (text.trim() === "" ? null : Number(text.replace(",", ".")));
const delaysOf = (text: string) =>
  text
    .split(/[,;]/)
    .map((part) => part.trim())
    .filter(Boolean);
const seconds = (text: string) => parseDuration(text) ?? Number.NaN;

function retryInput({ kind, ...values }: AdvancedValues["retrySchedule"]): RetrySchedule | null {
  if (kind === "default") return null;
  if (kind === "list") return { delaysSeconds: delaysOf(values.delays).map(seconds) };
  return {
    firstSeconds: seconds(values.first),
    factor: optionalNumber(values.factor) ?? Number.NaN,
    capSeconds: seconds(values.cap),
    windowSeconds: seconds(values.window),
  };
}

function signatureInput({ kind, custom, ...values }: AdvancedValues["signature"]): SignatureConfig[] | null {
  const standard = { scheme: "standard-webhooks", headerPrefix: "webhook", algorithm: "hmac-sha256" } as const;
  const header = values.header.trim();
  switch (kind) {
    case "default":
      return null;
    case "custom":
      return custom;
    case "standard":
      return [standard];
    case "ed25519":
      return [{ ...standard, algorithm: "ed25519" }];
    case "svix":
      return [{ ...standard, headerPrefix: "svix" }];
    case "static":
      return [{ scheme: "static", header }];
    case "hmac-body": {
      const { algorithm, encoding, prefix } = values;
      return [{ scheme: "hmac-body", header, algorithm, encoding, prefix }];
    }
  }
}

/** Texts that mean nothing, in words that say what would. */
export function advancedErrors({ retrySchedule: retry }: AdvancedValues): FieldError[] {
  const texts =
    retry.kind === "list"
      ? delaysOf(retry.delays)
      : retry.kind === "exponential"
        ? [retry.first, retry.cap, retry.window]
        : [];
  const wrong = texts.find((text) => parseDuration(text) === null);
  if (wrong === undefined) return [];
  return [{ path: "retrySchedule", message: `“${wrong}” is not a duration: write 30s, 5m, 2h or 1d.` }];
}

/** Whether anything differs from what a new webhook has. */
export function advancedInUse(values: AdvancedValues): boolean {
  return (
    [values.timeoutSeconds, values.rateLimit, values.maxInFlight].some(Boolean) ||
    values.ordered ||
    values.retrySchedule.kind !== "default" ||
    values.signature.kind !== "default"
  );
}
