import type { FieldErrors, Resolver } from "react-hook-form";
import {
  type AdvancedValues,
  advancedErrors,
  advancedInput,
  advancedValues,
} from "#components/webhooks/advanced-values";
import type { FieldError } from "#lib/errors/app-error";
import type { SignatureConfig } from "#lib/profiles/profile-schema";
import { WebhookInput, WebhookPatch } from "#lib/webhooks/webhook-schema";
import type { WebhookView } from "#lib/webhooks/webhook-view";

/** What the inputs hold: text everywhere, and headers as a list so that half-typed ones can exist. */
export interface WebhookFormValues extends AdvancedValues {
  name: string;
  url: string;
  eventTypes: string[];
  description: string;
  /** `stored` marks a value that the server keeps and never shows. */
  headers: { name: string; value: string; stored: boolean }[];
  /** A secret brought along; only when creating. */
  secret: string;
  /** A tenant's key, an integration's id; empty for none. */
  tenant: string;
  integration: string;
}

export function formValues(webhook: WebhookView | null): WebhookFormValues {
  return {
    name: webhook?.name ?? "",
    url: webhook?.url ?? "",
    eventTypes: webhook?.eventTypes ?? [],
    description: webhook?.description ?? "",
    headers: webhook?.headerNames.map((name) => ({ name, value: "", stored: true })) ?? [],
    secret: "",
    tenant: webhook?.tenant ?? "",
    integration: webhook?.integration ?? "",
    ...advancedValues(webhook),
  };
}

/** The domain's input. Headers of an edited webhook keep their stored value unless a new one was typed. */
export function toInput(
  values: WebhookFormValues,
  ofProfile: readonly SignatureConfig[],
): WebhookPatch & Pick<WebhookInput, "secret"> {
  const headers = values.headers.filter((header) => header.name.trim() || header.value);
  return {
    name: values.name,
    url: values.url.trim(),
    eventTypes: values.eventTypes,
    description: values.description,
    headers: Object.fromEntries(
      headers.map(({ name, value, stored }) => [name.trim(), stored && !value ? null : value]),
    ),
    tenant: values.tenant || null,
    integration: values.integration || null,
    ...advancedInput(values, ofProfile),
    ...(values.secret.trim() && { secret: values.secret.trim() }),
  };
}

const LABELS: Record<string, string> = {
  name: "The name",
  url: "The URL",
  eventTypes: "The selection",
  description: "The description",
  headers: "The header",
  timeoutSeconds: "The timeout",
  rateLimit: "The rate limit",
  maxInFlight: "The number",
  retrySchedule: "The schedule",
  signature: "The signature",
  secret: "The secret",
  tenant: "The tenant",
  integration: "The integration",
};

/** Puts the domain's errors at the form's fields. */
export function fieldErrors(errors: FieldError[], values: WebhookFormValues): FieldErrors<WebhookFormValues> {
  const found: Record<string, unknown> = {};
  for (const { path, message } of errors) {
    const [field = "", ...rest] = path.split(".");
    const error = { type: "domain", message: sentence(LABELS[field], message) };
    const index =
      field === "headers" ? values.headers.findIndex((header) => header.name.trim() === rest.join(".")) : -1;
    if (index < 0) {
      found[field] ??= error;
      continue;
    }
    found.headers ??= [];
    const headers = found.headers as unknown[];
    headers[index] ??= { name: error };
  }
  return found as FieldErrors<WebhookFormValues>;
}

/** The domain says `is required`; a form says `The name is required.` */
function sentence(subject: string | undefined, message: string): string {
  const text = message.startsWith("choose")
    ? `C${message.slice(1)}`
    : /^[a-z]/.test(message) && subject
      ? `${subject} ${message}`
      : message;
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

/** Checks the form with the very schema that the API uses. */
export function webhookResolver(
  mode: "create" | "edit",
  ofProfile: readonly SignatureConfig[],
): Resolver<WebhookFormValues> {
  const schema = mode === "create" ? WebhookInput : WebhookPatch;
  return (values) => {
    const parsed = schema.safeParse(toInput(values, ofProfile));
    const errors = parsed.success
      ? [...repeatedHeaders(values), ...advancedErrors(values)]
      : [
          ...advancedErrors(values),
          ...parsed.error.issues.map((issue) => ({ path: issue.path.join("."), message: issue.message })),
        ];
    return errors.length === 0 ? { values, errors: {} } : { values: {}, errors: fieldErrors(errors, values) };
  };
}

/** An object can't hold a name twice, so the schema never sees it. */
function repeatedHeaders(values: WebhookFormValues): FieldError[] {
  const names = values.headers.map((header) => header.name.trim().toLowerCase()).filter(Boolean);
  const repeated = values.headers.find(
    (header, i) => names.indexOf(header.name.trim().toLowerCase()) < i && header.name.trim(),
  );
  return repeated ? [{ path: `headers.${repeated.name.trim()}`, message: "is given twice" }] : [];
}
