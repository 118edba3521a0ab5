import type { Preset } from "#lib/profiles/preset";
import { email, list, number, object, text, time, whole } from "#lib/profiles/presets/json-schema";

const MINUTE = 60;
const HOUR = 60 * MINUTE;

const invoice = { id: text("The invoice's id."), number: text("What is printed on it.") };
const amount = {
  currency: text("ISO 4217.", { pattern: "^[A-Z]{3}$" }),
  total: number("With tax, in units of the currency.", { minimum: 0 }),
};
const customerId = text("The customer's id.");

/** Posthorn's own rules: Standard Webhooks 1.0 with its example retry table (PRODUCTS.md, last section). */
export const standard: Preset = {
  name: "Acme",
  profile: {
    body: {
      fields: [
        { name: "type", from: "type" },
        { name: "timestamp", from: "timestamp" },
        { name: "data", from: "data" },
      ],
    },
    signature: [{ scheme: "standard-webhooks" }],
    timeoutSeconds: 15,
    retry: {
      delaysSeconds: [5, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR, 20 * HOUR, 24 * HOUR],
    },
  },
  eventTypes: [
    {
      name: "invoice.created",
      group: "Invoices",
      description: "An invoice was drawn up.",
      example: { id: "inv_8f2k1", number: "2026-0042", currency: "EUR", total: 129.9, customer: "cus_19x" },
      schema: object({ ...invoice, ...amount, customer: customerId }),
    },
    {
      name: "invoice.paid",
      group: "Invoices",
      description: "An invoice was paid in full.",
      example: { id: "inv_8f2k1", number: "2026-0042", currency: "EUR", total: 129.9, paidAt: "2026-11-20T09:30:00Z" },
      schema: object({ ...invoice, ...amount, paidAt: time("When the last of it was paid.") }),
    },
    {
      name: "invoice.overdue",
      group: "Invoices",
      description: "An invoice passed its due date unpaid.",
      example: { id: "inv_8f2k1", number: "2026-0042", daysOverdue: 3 },
      schema: object(
        { id: invoice.id, daysOverdue: whole("Full days since it was due.", { minimum: 1 }) },
        { number: invoice.number },
      ),
      validation: "warn",
    },
    {
      name: "customer.created",
      group: "Customers",
      description: "A customer was added.",
      example: { id: "cus_19x", name: "Brightwater Ltd", email: "billing@brightwater.example" },
      schema: object({ id: customerId, name: text("The company's name."), email: email("Where invoices are sent.") }),
    },
    {
      name: "customer.updated",
      group: "Customers",
      description: "A customer's details changed.",
      example: { id: "cus_19x", changed: ["email"], email: "accounts@brightwater.example" },
      schema: object(
        { id: customerId, changed: list("The members that are new.", text("A member's name.")) },
        { name: text("The company's name."), email: email("Where invoices are sent.") },
      ),
    },
    {
      name: "member.invited",
      group: "Team",
      description: "Somebody was invited to the team. Seen by admins only.",
      example: { email: "sam@brightwater.example", role: "developer" },
      schema: object({
        email: email("Who was invited."),
        role: text("What they will be.", { enum: ["viewer", "developer", "admin", "owner"] }),
      }),
      lowestRole: "admin",
    },
  ],
};
