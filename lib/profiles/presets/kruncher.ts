import type { Preset } from "#lib/profiles/preset";
import { object, text, time, uuid } from "#lib/profiles/presets/json-schema";

const MINUTE = 60;
const HOUR = 60 * MINUTE;

const project = { projectId: uuid("The project's id."), projectName: text("What the project is called.") };

/** Kruncher, investment analysis (PRODUCTS.md §1). It documents no retry schedule, so the default one applies. */
export const kruncher: Preset = {
  name: "Kruncher",
  profile: {
    body: {
      fields: [
        { name: "event", from: "type" },
        { name: "data", from: "data" },
      ],
    },
    headers: { "x-delivery-id": "deliveryId" },
    signature: [{ scheme: "static", header: "x-kruncher-api-key" }],
    idPrefixes: { delivery: "delivery", webhook: "webhook" },
    timeoutSeconds: 30,
    flatApi: true,
    retry: {
      delaysSeconds: [5, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR, 20 * HOUR, 24 * HOUR],
    },
    userAgent: "Kruncher-Webhooks/1.0",
  },
  eventTypes: [
    {
      name: "analysisCompleted",
      group: "Analysis",
      description: "An analysis finished and its results are available.",
      example: {
        projectId: "0b6f3a52-7d1e-4c1a-9a53-2f1f7b8f6c10",
        analysisId: "6a1d0f5e-3c2b-4f7e-8f57-90f7a2c1d3e4",
        projectName: "Northwind Robotics",
        kruncherEntityCompanyId: "c9a7e0b1-52d4-4c8f-b1f6-3d2e1a0b9c87",
      },
      schema: object({
        ...project,
        analysisId: uuid("The analysis whose results are available."),
        kruncherEntityCompanyId: uuid("The company that was analysed."),
      }),
    },
    {
      name: "changedStatus",
      group: "Projects",
      description: "A project's status or stage changed.",
      example: {
        projectId: "0b6f3a52-7d1e-4c1a-9a53-2f1f7b8f6c10",
        projectName: "Northwind Robotics",
        previousStatus: "Screening",
        newStatus: "Due diligence",
        stage: "Series A",
        changedAt: "2026-03-18T14:30:00.000Z",
      },
      schema: object({
        ...project,
        previousStatus: text("The status before."),
        newStatus: text("The status now."),
        stage: text("The project's stage."),
        changedAt: time("When it changed, in UTC."),
      }),
    },
  ],
};
