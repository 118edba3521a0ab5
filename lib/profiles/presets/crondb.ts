import type { Preset, PresetEventType } from "#lib/profiles/preset";

const MINUTE = 60;
const HOUR = 60 * MINUTE;

const sequence = { sequence_id: "seq_481", sequence_name: "Fintech outreach", domain: "example.com" };

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
  },
  {
    name: "alert.rule_created",
    group: "Alert",
    description: "An alert rule was created.",
    example: { alert_id: "alr_102", alert_name: "New fintech domains" },
  },
  {
    name: "alert.rule_deleted",
    group: "Alert",
    description: "An alert rule was deleted.",
    example: { alert_id: "alr_102", alert_name: "New fintech domains" },
  },
  {
    name: "watchlist.domain_changed",
    group: "Watchlist",
    description: "A watched domain changed.",
    example: {
      domain: "example.com",
      changes: [{ field: "tech_stack", action: "added", value: "HubSpot", previous_value: null }],
    },
  },
  {
    name: "watchlist.domain_added",
    group: "Watchlist",
    description: "A domain was added to a watchlist.",
    example: { domain: "example.com", watchlist: "Competitors" },
  },
  {
    name: "watchlist.domain_removed",
    group: "Watchlist",
    description: "A domain was removed from a watchlist.",
    example: { domain: "example.com", watchlist: "Competitors" },
  },
  {
    name: "sequence.email_sent",
    group: "Sequence",
    description: "A step's e-mail was sent.",
    example: { ...sequence, step_number: 1 },
  },
  {
    name: "sequence.email_opened",
    group: "Sequence",
    description: "An e-mail was opened.",
    example: { ...sequence, step_number: 1 },
  },
  {
    name: "sequence.email_clicked",
    group: "Sequence",
    description: "A link in an e-mail was clicked.",
    example: { ...sequence, step_number: 1, link: "https://example.com/pricing" },
  },
  {
    name: "sequence.email_replied",
    group: "Sequence",
    description: "A contact replied.",
    example: { ...sequence, step_number: 2, engagement_score: 87, temperature: "hot" },
  },
  {
    name: "sequence.email_bounced",
    group: "Sequence",
    description: "An e-mail bounced.",
    example: { ...sequence, step_number: 1, bounce_type: "hard" },
  },
  {
    name: "sequence.contact_enrolled",
    group: "Sequence",
    description: "A contact was enrolled.",
    example: { ...sequence, contact: "jo@example.com" },
  },
  {
    name: "sequence.contact_completed",
    group: "Sequence",
    description: "A contact finished the sequence.",
    example: { ...sequence, contact: "jo@example.com" },
  },
  {
    name: "sequence.goal_achieved",
    group: "Sequence",
    description: "A contact reached the sequence's goal.",
    example: { ...sequence, contact: "jo@example.com", goal: "meeting_booked" },
  },
  {
    name: "enrichment.completed",
    group: "Enrichment",
    description: "An enrichment job finished.",
    example: { job_id: "enr_77", domain: "example.com", fields_added: 12 },
  },
  {
    name: "enrichment.failed",
    group: "Enrichment",
    description: "An enrichment job failed.",
    example: { job_id: "enr_77", domain: "example.com", reason: "domain_unreachable" },
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
