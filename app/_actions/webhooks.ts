"use server";

import { z } from "zod";
import { changeWorkspace, inWorkspace } from "#app/_lib/action";
import { requestTest } from "#inngest/request-test";
import type { ActionResult } from "#lib/actions/action-result";
import type { DeliveryView } from "#lib/deliveries/delivery-view";
import { changeOwner } from "#lib/webhooks/change-owner";
import { createWebhook } from "#lib/webhooks/create-webhook";
import { deleteWebhook } from "#lib/webhooks/delete-webhook";
import { expirePreviousSecrets } from "#lib/webhooks/expire-secret";
import { pauseWebhook } from "#lib/webhooks/pause-webhook";
import { type ResumeInput, resumeWebhook } from "#lib/webhooks/resume-webhook";
import { type RevealedSecret, revealSecret } from "#lib/webhooks/reveal-secret";
import { type RotatedSecret, rotateSecret } from "#lib/webhooks/rotate-secret";
import { sendTestEvent } from "#lib/webhooks/send-test-event";
import { type TriedUrl, tryUrl } from "#lib/webhooks/try-url";
import { type UpdatedWebhook, updateWebhook } from "#lib/webhooks/update-webhook";
import type { RotateSecretInput, TestEventInput, WebhookInput, WebhookPatch } from "#lib/webhooks/webhook-schema";
import type { WebhookView } from "#lib/webhooks/webhook-view";

// Inputs are what a browser sends, whatever their types say: the domain parses them, ids are parsed here.
const Id = z.string().max(64);
const Version = z.number().int();

export async function createWebhookAction(
  workspace: string,
  input: WebhookPatch,
): Promise<ActionResult<{ webhook: WebhookView; secret: string }>> {
  return inWorkspace(workspace, (ctx) => createWebhook(ctx, input as WebhookInput));
}

export async function updateWebhookAction(
  workspace: string,
  id: string,
  expectedVersion: number,
  input: WebhookPatch,
): Promise<ActionResult<UpdatedWebhook>> {
  return changeWorkspace(workspace, (ctx) =>
    updateWebhook(ctx, Id.parse(id), input, { expectedVersion: Version.parse(expectedVersion) }),
  );
}

export async function deleteWebhookAction(workspace: string, id: string): Promise<ActionResult<void>> {
  return inWorkspace(workspace, (ctx) => deleteWebhook(ctx, Id.parse(id)));
}

export async function changeOwnerAction(
  workspace: string,
  id: string,
  owner: string,
): Promise<ActionResult<WebhookView>> {
  return changeWorkspace(workspace, (ctx) => changeOwner(ctx, Id.parse(id), { owner }));
}

export async function pauseWebhookAction(workspace: string, id: string): Promise<ActionResult<WebhookView>> {
  return changeWorkspace(workspace, (ctx) => pauseWebhook(ctx, Id.parse(id)));
}

export async function resumeWebhookAction(
  workspace: string,
  id: string,
  input: ResumeInput,
): Promise<ActionResult<WebhookView>> {
  return changeWorkspace(workspace, (ctx) => resumeWebhook(ctx, Id.parse(id), input));
}

export async function revealSecretAction(workspace: string, id: string): Promise<ActionResult<RevealedSecret>> {
  return inWorkspace(workspace, (ctx) => revealSecret(ctx, Id.parse(id)));
}

export async function rotateSecretAction(
  workspace: string,
  id: string,
  input: RotateSecretInput,
): Promise<ActionResult<RotatedSecret>> {
  return inWorkspace(workspace, (ctx) => rotateSecret(ctx, Id.parse(id), input));
}

export async function expireSecretAction(workspace: string, id: string): Promise<ActionResult<{ expired: number }>> {
  return inWorkspace(workspace, (ctx) => expirePreviousSecrets(ctx, Id.parse(id)));
}

export async function sendTestAction(
  workspace: string,
  id: string,
  input: TestEventInput,
): Promise<ActionResult<DeliveryView>> {
  return inWorkspace(workspace, async (ctx) => requestTest(await sendTestEvent(ctx, Id.parse(id), input)));
}

export async function tryUrlAction(workspace: string, url: string): Promise<ActionResult<TriedUrl>> {
  return inWorkspace(workspace, (ctx) => tryUrl(ctx, { url }));
}
