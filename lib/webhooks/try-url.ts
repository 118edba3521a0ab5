import "server-only";
import { z } from "zod";
import { statusErrorCode } from "#lib/attempts/error-codes";
import { requirePermission, type WorkspaceContext } from "#lib/context/workspace-context";
import { db } from "#lib/database/client";
import { egressLookup, egressPolicy } from "#lib/egress/instance-policy";
import { sendRequest } from "#lib/egress/send";
import { parseInput } from "#lib/errors/parse-input";
import { spend } from "#lib/limits/spend";
import { currentProfile } from "#lib/profiles/current-profile";

const TIMEOUT_MS = 10_000;

export const TryUrlInput = z
  .strictObject({ url: z.string("must be text").trim().min(1, "is required").max(2048) })
  .meta({ id: "TryUrlInput" });
export type TryUrlInput = z.input<typeof TryUrlInput>;

/** Whether anything answers at a URL. What it answered is not told: only that it did. */
export interface TriedUrl {
  /** The status of the answer; null when none came. */
  status: number | null;
  /** Why none came, or what kind of failure the answer would be; null for a success. */
  errorCode: string | null;
  message: string;
  totalMs: number;
}

/**
 * Posts `{}` without a signature to a URL, by the rules that webhooks are sent by, so that somebody who makes a webhook knows
 * whether its server can be reached before anything depends on it. A server that refuses it does right.
 *
 * @throws {AppError} `rate_limited`: it counts as a test event; `invalid_input`
 */
export async function tryUrl(ctx: WorkspaceContext, input: TryUrlInput): Promise<TriedUrl> {
  requirePermission(ctx, "webhooks:write");
  const { url } = parseInput(TryUrlInput, input);
  spend(ctx, "test");
  const { profile } = await currentProfile(db(), ctx.workspace.productId);
  const result = await sendRequest({
    url,
    headers: [
      ["content-type", "application/json"],
      ["user-agent", profile.userAgent],
    ],
    body: Buffer.from("{}"),
    timeoutMs: TIMEOUT_MS,
    policy: egressPolicy(profile),
    lookup: egressLookup(),
  });
  const { totalMs } = result.timings;
  if (!result.ok) return { status: null, errorCode: result.code, message: result.message, totalMs };
  const { status } = result.response;
  return { status, errorCode: statusErrorCode(status), message: `It answered ${status}.`, totalMs };
}
