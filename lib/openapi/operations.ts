import type { z } from "zod";
import { DeliveryFilters } from "#lib/deliveries/list-deliveries";
import { EventFilters } from "#lib/events/list-events";
import { IntegrationInput } from "#lib/integrations/create-integration";
import { IntegrationFilters } from "#lib/integrations/list-integrations";
import { InvitationInput } from "#lib/invitations/create-invitation";
import { RoleInput } from "#lib/members/change-role";
import * as answers from "#lib/openapi/schemas";
import { ReplayInput } from "#lib/replays/replay-schema";
import { OwnerInput } from "#lib/webhooks/change-owner";
import { WebhookFilters } from "#lib/webhooks/list-webhooks";
import { RotateSecretInput, TestEventInput, WebhookInput, WebhookPatch } from "#lib/webhooks/webhook-schema";

interface Details {
  /** Default: a workspace's API key. */
  key?: "publish" | "none";
  query?: z.ZodObject;
  body?: z.ZodType;
  /** Whether the body may also be a list of such. */
  isBatch?: true;
  /** Default 200. */
  status?: number;
  /** What is answered: one, or a page of `listOf`. */
  answer?: z.ZodType;
  listOf?: z.ZodType;
}

export interface Operation extends Details {
  method: "get" | "post" | "patch" | "delete";
  /** Below /api/v1. */
  path: string;
  id: string;
  summary: string;
}

const on =
  (method: Operation["method"]) =>
  (path: string, id: string, summary: string, details: Details): Operation => ({
    method,
    path,
    id,
    summary,
    ...details,
  });
const [get, post, patch, remove] = [on("get"), on("post"), on("patch"), on("delete")];

/** Every operation of API v1, in reading order. */
export const OPERATIONS: Operation[] = [
  post("/events", "publishEvents", "Publish an event, or up to 1,000 of which all or none are accepted", {
    key: "publish",
    body: answers.PublishItem,
    isBatch: true,
    status: 202,
    answer: answers.Accepted,
  }),
  get("/events", "listEvents", "List events, newest first", { query: EventFilters, listOf: answers.Event }),
  get("/events/{id}", "getEvent", "An event and its deliveries", { answer: answers.EventDetail }),
  get("/event-types", "listEventTypes", "The event catalogue", { listOf: answers.EventType }),
  get("/webhooks", "listWebhooks", "List webhooks, newest first", { query: WebhookFilters, listOf: answers.Webhook }),
  post("/webhooks", "createWebhook", "Create a webhook", {
    body: WebhookInput,
    status: 201,
    answer: answers.CreatedWebhook,
  }),
  get("/webhooks/{id}", "getWebhook", "A webhook, its health and counts", { answer: answers.Webhook }),
  patch("/webhooks/{id}", "updateWebhook", "Change the given fields", {
    body: WebhookPatch,
    answer: answers.UpdatedWebhook,
  }),
  remove("/webhooks/{id}", "deleteWebhook", "Delete a webhook; its log stays, what waits is canceled", { status: 204 }),
  get("/webhooks/{id}/secret", "revealSecret", "Show the signing secret", { answer: answers.Secret }),
  post("/webhooks/{id}/rotate-secret", "rotateSecret", "Replace the signing secret", {
    body: RotateSecretInput,
    answer: answers.RotatedSecret,
  }),
  post("/webhooks/{id}/expire-secret", "expireSecret", "End the overlap of a rotation now", {
    answer: answers.ExpiredSecrets,
  }),
  get("/webhooks/{id}/public-keys", "listPublicKeys", "What receivers verify ed25519 signatures with", {
    key: "none",
    listOf: answers.PublicKey,
  }),
  post("/webhooks/{id}/owner", "changeOwner", "Give a webhook another owner", {
    body: OwnerInput,
    answer: answers.Webhook,
  }),
  post("/webhooks/{id}/test", "testWebhook", "Send a test event", {
    body: TestEventInput,
    status: 202,
    answer: answers.Delivery,
  }),
  post("/webhooks/{id}/replay", "replayWebhook", "Send a webhook's deliveries again, or those it misses", {
    body: ReplayInput,
    status: 202,
    answer: answers.Replay,
  }),
  post("/webhooks/{id}/replay/preview", "previewWebhookReplay", "What that would send", {
    body: ReplayInput,
    answer: answers.ReplayPreview,
  }),
  post("/replays", "replayDeliveries", "Send deliveries of all active webhooks again", {
    body: ReplayInput,
    status: 202,
    answer: answers.Replay,
  }),
  post("/replays/preview", "previewReplay", "What that would send", {
    body: ReplayInput,
    answer: answers.ReplayPreview,
  }),
  get("/replays/{id}", "getReplay", "How far a replay is", { answer: answers.Replay }),
  post("/replays/{id}/cancel", "cancelReplay", "End a replay; what it has not sent yet stays as it is", {
    answer: answers.Replay,
  }),
  get("/deliveries", "listDeliveries", "List deliveries, newest first", {
    query: DeliveryFilters,
    listOf: answers.Delivery,
  }),
  get("/deliveries/{id}", "getDelivery", "A delivery and its attempts", { answer: answers.DeliveryDetail }),
  post("/deliveries/{id}/replay", "replayDelivery", "Send a delivery again, now", {
    status: 202,
    answer: answers.Delivery,
  }),
  get("/integrations", "listIntegrations", "List integrations", {
    query: IntegrationFilters,
    listOf: answers.Integration,
  }),
  post("/integrations", "createIntegration", "Create an integration", {
    body: IntegrationInput,
    status: 201,
    answer: answers.Integration,
  }),
  get("/members", "listMembers", "The workspace's members", { listOf: answers.Member }),
  patch("/members/{id}", "changeRole", "Give a member another role", { body: RoleInput, answer: answers.Member }),
  remove("/members/{id}", "removeMember", "Take a member out of the workspace", { status: 204 }),
  get("/invitations", "listInvitations", "Invitations that are open or have expired", { listOf: answers.Invitation }),
  post("/invitations", "createInvitation", "Invite somebody by a link that works once", {
    body: InvitationInput,
    status: 201,
    answer: answers.SentInvitation,
  }),
  post("/invitations/{id}/renew", "renewInvitation", "Send an invitation again, with a new link", {
    answer: answers.SentInvitation,
  }),
  remove("/invitations/{id}", "revokeInvitation", "Revoke an invitation", { status: 204 }),
  get("/egress-ips", "listEgressIps", "The addresses that requests come from", {
    key: "none",
    listOf: answers.EgressIp,
  }),
];
