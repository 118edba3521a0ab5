import { DeliveryExport } from "#lib/deliveries/export-deliveries";
import { DeliveryFilters } from "#lib/deliveries/list-deliveries";
import { SignatureCheckInput } from "#lib/deliveries/signature-check";
import * as answers from "#lib/openapi/delivery-schemas";
import { EXPORT_TYPES, operationsOf } from "#lib/openapi/operation";
import { ReplayFilters } from "#lib/replays/page-replays";
import { ReplayInput } from "#lib/replays/replay-schema";

const deliveries = operationsOf("Deliveries");
const replays = operationsOf("Replays");

const replay = {
  scope: "deliveries:replay",
  body: ReplayInput,
  example: { status: "failed", since: "2026-03-18T00:00:00Z", until: "2026-03-19T00:00:00Z" },
} as const;
const preview = { ...replay, answer: answers.ReplayPreview };
const start = { ...replay, status: 202, answer: answers.Replay, quota: "bulk-replay" } as const;

/** What programs do with deliveries, one by one and in bulk. */
export const DELIVERY_OPERATIONS = [
  deliveries.get("/deliveries", "listDeliveries", "List deliveries, newest first", {
    scope: "deliveries:read",
    query: DeliveryFilters,
    listOf: answers.Delivery,
  }),
  deliveries.get("/deliveries/export", "exportDeliveries", "Export deliveries as a file", {
    scope: "deliveries:read",
    description: "CSV or JSON lines: all that match, without payloads. That it was exported is in the audit log.",
    query: DeliveryExport,
    file: EXPORT_TYPES,
  }),
  deliveries.get("/deliveries/{id}", "getDelivery", "A delivery and its attempts", {
    scope: "deliveries:read",
    answer: answers.DeliveryDetail,
  }),
  deliveries.post("/deliveries/{id}/replay", "replayDelivery", "Send a delivery again, now", {
    scope: "deliveries:replay",
    description: "The same message id and body, a fresh timestamp and signature, the whole retry schedule ahead.",
    status: 202,
    answer: answers.Delivery,
    quota: "replay",
  }),
  deliveries.post("/deliveries/{id}/cancel", "cancelDelivery", "Give up a delivery that waits or is held", {
    scope: "deliveries:replay",
    answer: answers.Delivery,
  }),
  deliveries.post("/deliveries/{id}/verify-signature", "verifySignature", "Why a signature does or does not match", {
    scope: "deliveries:read",
    description:
      "Verifies an attempt as its receiver would, with what your server received in the place of what was sent, and says in words what differs. Without `secret` it also takes the scope `secrets:reveal`.",
    body: SignatureCheckInput,
    isBodyOptional: true,
    example: { secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", at: "now" },
    answer: answers.SignatureCheck,
    quota: "reveal",
  }),
  replays.get("/replays", "listReplays", "List replays, newest first", {
    scope: "deliveries:read",
    query: ReplayFilters,
    listOf: answers.Replay,
  }),
  replays.post("/replays", "replayDeliveries", "Send deliveries of all active webhooks again", start),
  replays.post("/replays/preview", "previewReplay", "What that would send", preview),
  replays.post(
    "/webhooks/{id}/replay",
    "replayWebhook",
    "Send a webhook's deliveries again, or those it misses",
    start,
  ),
  replays.post("/webhooks/{id}/replay/preview", "previewWebhookReplay", "What that would send", preview),
  replays.get("/replays/{id}", "getReplay", "How far a replay is", {
    scope: "deliveries:read",
    answer: answers.Replay,
  }),
  replays.post("/replays/{id}/cancel", "cancelReplay", "End a replay", {
    scope: "deliveries:replay",
    description: "What it has not sent yet stays as it is.",
    answer: answers.Replay,
  }),
];
