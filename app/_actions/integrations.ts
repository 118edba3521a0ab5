"use server";

import { z } from "zod";
import { changeWorkspace, inWorkspace } from "#app/_lib/action";
import type { ActionResult } from "#lib/actions/action-result";
import { createIntegration } from "#lib/integrations/create-integration";
import { deleteIntegration } from "#lib/integrations/delete-integration";
import type { IntegrationDeletion, IntegrationInput, IntegrationPatch } from "#lib/integrations/integration-schema";
import type { IntegrationView } from "#lib/integrations/integration-view";
import { updateIntegration } from "#lib/integrations/update-integration";

const Id = z.string().max(64);

export async function createIntegrationAction(
  workspace: string,
  input: IntegrationInput,
): Promise<ActionResult<IntegrationView>> {
  return inWorkspace(workspace, (ctx) => createIntegration(ctx, input));
}

export async function updateIntegrationAction(
  workspace: string,
  id: string,
  input: IntegrationPatch,
): Promise<ActionResult<IntegrationView>> {
  return changeWorkspace(workspace, (ctx) => updateIntegration(ctx, Id.parse(id), input));
}

export async function deleteIntegrationAction(
  workspace: string,
  id: string,
  input: IntegrationDeletion,
): Promise<ActionResult<void>> {
  return inWorkspace(workspace, (ctx) => deleteIntegration(ctx, Id.parse(id), input));
}
