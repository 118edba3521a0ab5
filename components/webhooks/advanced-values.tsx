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
  autoResume: boolean;
  /** The second one is sent beside the first while a receiver migrates. */
  signature: { first: SchemeValues<"default">; second: SchemeValues<"none"> };
}

export type RetryKind = "default" | "list" | "exponential";

export interface SchemeValues<Extra extends string = never> {
  kind: SchemeKind | Extra;
  header: string;
  algorithm: "sha1" | "sha256" | "sha512";
  encoding: "hex" | "base64";
  prefix: string;
}

export type SchemeKind = "standard" | "ed25519" | "svix" | "svix-ed25519" | "hmac-body" | "static";

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
    autoResume: webhook?.autoResume ?? true,
    signature: signatureValues(webhook?.signature ?? null),
  };
}

/** A schedule as the inputs hold it; null is the product's own. */
export function retryValues(schedule: RetrySchedule | null): AdvancedValues["retrySchedule"] {
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
  const [first, second] = signatures ?? [];
  return { first: schemeValues(first, "default"), second: schemeValues(second, "none") };
}

/** A manner of signing as the inputs hold it. */
export function schemeValues<Absent extends string>(
  config: SignatureConfig | undefined,
  absent: Absent,
): SchemeValues<Absent> {
  const empty = { header: "X-Signature", algorithm: "sha256", encoding: "hex", prefix: "" } as const;
  if (!config) return { ...empty, kind: absent };
  if (config.scheme === "static") return { ...empty, kind: "static", header: config.header };
  if (config.scheme === "hmac-body") {
    const { header, algorithm, encoding, prefix } = config;
    return { kind: "hmac-body", header, algorithm, encoding, prefix };
  }
  const isSvix = config.headerPrefix === "svix";
  if (config.algorithm === "ed25519") return { ...empty, kind: isSvix ? "svix-ed25519" : "ed25519" };
  return { ...empty, kind: isSvix ? "svix" : "standard" };
}

/**
 * The domain's input. Check `advancedErrors` first: what is no number here becomes NaN.
 *
 * @param ofProfile how the product signs, which a second scheme stands beside unless another one is chosen
 */
export function advancedInput(values: AdvancedValues, ofProfile: readonly SignatureConfig[]) {
  const rate = optionalNumber(values.rateLimit);
  return {
    timeoutSeconds: optionalNumber(values.timeoutSeconds),
    rateLimit: rate !== null && values.rateUnit === "minute" ? rate / 60 : rate,
    maxInFlight: optionalNumber(values.maxInFlight) ?? DEFAULT_MAX_IN_FLIGHT,
    ordered: values.ordered,
    retrySchedule: retryInput(values.retrySchedule),
    autoResume: values.autoResume,
    signature: signatureInput(values.signature, ofProfile),
  } satisfies WebhookPatch;
}

const optionalNumber = (text: string) => (text.trim() === "" ? null : Number(text.replace(",", ".")));
const delaysOf = (text: string) =>
  text
    .split(/[,;]/)
    .map((part) => part.trim())
    .filter(Boolean);
const seconds = (text: string) => parseDuration(text) ?? Number.NaN;

/** The schedule that the inputs mean; null for the product's own. */
export function retryInput({ kind, ...values }: AdvancedValues["retrySchedule"]): RetrySchedule | null {
  if (kind === "default") return null;
  if (kind === "list") return { delaysSeconds: delaysOf(values.delays).map(seconds) };
  return {
    firstSeconds: seconds(values.first),
    factor: optionalNumber(values.factor) ?? Number.NaN,
    capSeconds: seconds(values.cap),
    windowSeconds: seconds(values.window),
  };
}

function signatureInput(
  { first, second }: AdvancedValues["signature"],
  ofProfile: readonly SignatureConfig[],
): SignatureConfig[] | null {
  const beside = second.kind === "none" ? [] : [schemeInput(second.kind, second)];
  if (first.kind !== "default") return [schemeInput(first.kind, first), ...beside];
  return beside.length > 0 ? [...ofProfile.slice(0, 1), ...beside] : null;
}

/** The manner of signing that the inputs mean. */
export function schemeInput(kind: SchemeKind, values: Omit<SchemeValues, "kind">): SignatureConfig {
  const standard = { scheme: "standard-webhooks", headerPrefix: "webhook", algorithm: "hmac-sha256" } as const;
  const header = values.header.trim();
  switch (kind) {
    case "standard":
      return standard;
    case "ed25519":
      return { ...standard, algorithm: "ed25519" };
    case "svix":
      return { ...standard, headerPrefix: "svix" };
    case "svix-ed25519":
      return { ...standard, headerPrefix: "svix", algorithm: "ed25519" };
    case "static":
      return { scheme: "static", header };
    case "hmac-body": {
      const { algorithm, encoding, prefix } = values;
      return { scheme: "hmac-body", header, algorithm, encoding, prefix };
    }
  }
}

/** Texts that mean nothing, in words that say what would. */
export function advancedErrors({ retrySchedule: retry }: Pick<AdvancedValues, "retrySchedule">): FieldError[] {
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
    !values.autoResume ||
    values.signature.first.kind !== "default" ||
    values.signature.second.kind !== "none"
  );
}
