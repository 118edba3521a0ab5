import type { Preset, PresetEventType } from "#lib/profiles/preset";
import { email, link, list, number, object, orNull, text, whole } from "#lib/profiles/presets/json-schema";

const MINUTE = 60;
const HOUR = 60 * MINUTE;

const sequence = { sequence_id: "seq_481", sequence_name: "Fintech outreach", domain: "example.com" };

const domain = text("The domain's name.");
const alert = { alert_id: text("The alert rule's id."), alert_name: text("What the rule is called.") };
const watched = { domain, watchlist: text("The watchlist's name.") };
const inSequence = {
  sequence_id: text("The sequence's id."),
  sequence_name: text("What the sequence is called."),
  domain: text("The contact's domain."),
};
const step = { ...inSequence, step_number: whole("Which step it was, from 1.", { minimum: 1 }) };
const enrolled = { ...inSequence, contact: email("The contact's address.") };
const job = { job_id: text("The enrichment job's id."), domain };

const eventTypes: PresetEventType[] = [
  {
    name: "alert.domain_matched",
    group: "Alert",
    description: "A domain matched one of your alert rules.",
    example: {
      alert_id: "alr_102",
      alert_name: "New fintech domains",
      domain: "example.com",
      industry: "Fintech",
      business_type: "B2B",
      country: "DE",
      confidence: 0.94,
      tech_stack: ["Stripe", "Next.js"],
      contact: { emails: ["hello@example.com"], phone: null },
    },
    schema: object({
      ...alert,
      domain,
      industry: text("The industry it is in."),
      business_type: text("Such as B2B or B2C."),
      country: text("ISO 3166-1, two letters.", { pattern: "^[A-Z]{2}$" }),
      confidence: number("How sure the match is.", { minimum: 0, maximum: 1 }),
      tech_stack: list("What it is built with.", text("A technology.")),
      contact: object({
        emails: list("Public addresses.", email("An address.")),
        phone: orNull(text("A public number, or null.")),
      }),
    }),
  },
  {
    name: "alert.rule_created",
    group: "Alert",
    description: "An alert rule was created.",
    example: { alert_id: "alr_102", alert_name: "New fintech domains" },
    schema: object(alert),
  },
  {
    name: "alert.rule_deleted",
    group: "Alert",
    description: "An alert rule was deleted.",
    example: { alert_id: "alr_102", alert_name: "New fintech domains" },
    schema: object(alert),
  },
  {
    name: "watchlist.domain_changed",
    group: "Watchlist",
    description: "A watched domain changed.",
    example: {
      domain: "example.com",
      changes: [{ field: "tech_stack", action: "added", value: "HubSpot", previous_value: null }],
    },
    schema: object({
      domain,
      changes: list(
        "What changed.",
        object({
          field: text("The field's name."),
          action: text("What happened to it, such as added."),
          value: { description: "The value now, or null." },
          previous_value: { description: "The value before, or null." },
        }),
      ),
    }),
  },
  {
    name: "watchlist.domain_added",
    group: "Watchlist",
    description: "A domain was added to a watchlist.",
    example: { domain: "example.com", watchlist: "Competitors" },
    schema: object(watched),
  },
  {
    name: "watchlist.domain_removed",
    group: "Watchlist",
    description: "A domain was removed from a watchlist.",
    example: { domain: "example.com", watchlist: "Competitors" },
    schema: object(watched),
  },
  {
    name: "sequence.email_sent",
    group: "Sequence",
    description: "A step's e-mail was sent.",
    example: { ...sequence, step_number: 1 },
    schema: object(step),
  },
  {
    name: "sequence.email_opened",
    group: "Sequence",
    description: "An e-mail was opened.",
    example: { ...sequence, step_number: 1 },
    schema: object(step),
  },
  {
    name: "sequence.email_clicked",
    group: "Sequence",
    description: "A link in an e-mail was clicked.",
    example: { ...sequence, step_number: 1, link: "https://example.com/pricing" },
    schema: object({ ...step, link: link("The link that was clicked.") }),
  },
  {
    name: "sequence.email_replied",
    group: "Sequence",
    description: "A contact replied.",
    example: { ...sequence, step_number: 2, engagement_score: 87, temperature: "hot" },
    schema: object({
      ...step,
      engagement_score: number("How engaged the contact is."),
      temperature: text("Such as cold, warm or hot."),
    }),
  },
  {
    name: "sequence.email_bounced",
    group: "Sequence",
    description: "An e-mail bounced.",
    example: { ...sequence, step_number: 1, bounce_type: "hard" },
    schema: object({ ...step, bounce_type: text("Such as hard or soft.") }),
  },
  {
    name: "sequence.contact_enrolled",
    group: "Sequence",
    description: "A contact was enrolled.",
    example: { ...sequence, contact: "jo@example.com" },
    schema: object(enrolled),
  },
  {
    name: "sequence.contact_completed",
    group: "Sequence",
    description: "A contact finished the sequence.",
    example: { ...sequence, contact: "jo@example.com" },
    schema: object(enrolled),
  },
  {
    name: "sequence.goal_achieved",
    group: "Sequence",
    description: "A contact reached the sequence's goal.",
    example: { ...sequence, contact: "jo@example.com", goal: "meeting_booked" },
    schema: object({ ...enrolled, goal: text("The goal's name.") }),
  },
  {
    name: "enrichment.completed",
    group: "Enrichment",
    description: "An enrichment job finished.",
    example: { job_id: "enr_77", domain: "example.com", fields_added: 12 },
    schema: object({ ...job, fields_added: whole("How many fields are new.", { minimum: 0 }) }),
  },
  {
    name: "enrichment.failed",
    group: "Enrichment",
    description: "An enrichment job failed.",
    example: { job_id: "enr_77", domain: "example.com", reason: "domain_unreachable" },
    schema: object({ ...job, reason: text("Why it failed.") }),
  },
];

/** CronDB, domain intelligence (PRODUCTS.md §2). */
export const crondb: Preset = {
  name: "CronDB",
  profile: {
    body: {
      fields: [
        { name: "event", from: "type" },
        { name: "webhook_id", from: "webhookId" },
        { name: "timestamp", from: "timestamp" },
        { name: "data", from: "data" },
      ],
      timestampFormat: "iso-seconds",
    },
    signature: [{ scheme: "hmac-body", header: "X-CronDB-Signature", prefix: "sha256=" }],
    timeoutSeconds: 5,
    retry: { delaysSeconds: [30, 2 * MINUTE, 10 * MINUTE, HOUR, 6 * HOUR] },
    userAgent: "CronDB-Webhooks/1.0",
  },
  eventTypes,
};
