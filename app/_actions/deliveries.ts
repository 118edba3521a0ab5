"use server";

import { z } from "zod";
import { changeWorkspace, inWorkspace } from "#app/_lib/action";
import type { ActionResult } from "#lib/actions/action-result";
import { requirePermission } from "#lib/context/workspace-context";
import { cancelDelivery } from "#lib/deliveries/cancel-delivery";
import { checkSignature } from "#lib/deliveries/check-signature";
import type { DeliveryView } from "#lib/deliveries/delivery-view";
import { replayDelivery } from "#lib/deliveries/replay-delivery";
import type { SignatureCheck, SignatureCheckInput } from "#lib/deliveries/signature-check";
import { AppError } from "#lib/errors/app-error";

const Id = z.string().max(64);
const Ids = z.array(Id).min(1).max(100);

export async function replayAction(workspace: string, id: string): Promise<ActionResult<DeliveryView>> {
  return changeWorkspace(workspace, (ctx) => replayDelivery(ctx, Id.parse(id)));
}

export async function cancelAction(workspace: string, id: string): Promise<ActionResult<DeliveryView>> {
  return changeWorkspace(workspace, (ctx) => cancelDelivery(ctx, Id.parse(id)));
}

/** Verifies what was sent in one of its attempts, or what is given instead. */
export async function checkSignatureAction(
  workspace: string,
  id: string,
  input: SignatureCheckInput,
): Promise<ActionResult<SignatureCheck>> {
  return inWorkspace(workspace, (ctx) => checkSignature(ctx, Id.parse(id), input));
}

/** Replays those chosen on a page. One that can't be sent does not keep the others from it. */
export async function replayManyAction(
  workspace: string,
  ids: string[],
): Promise<ActionResult<{ replayed: number; refused: string[] }>> {
  return changeWorkspace(workspace, async (ctx) => {
    requirePermission(ctx, "deliveries:replay");
    const refused: string[] = [];
    const chosen = Ids.parse(ids);
    for (const id of chosen) {
      await replayDelivery(ctx, id).catch((error: unknown) => {
        if (!(error instanceof AppError)) throw error;
        refused.push(error.message);
      });
    }
    return { replayed: chosen.length - refused.length, refused };
  });
}
