import "server-only";
import type { WorkspaceContext } from "#lib/context/workspace-context";
import type { Transaction } from "#lib/database/client";
import { publicId } from "#lib/ids";
import { currentProfile } from "#lib/profiles/current-profile";
import type { SignatureConfig } from "#lib/profiles/profile-schema";
import type { Secret } from "#lib/signing/sign";
import { type Verdict, verifySignature } from "#lib/signing/verify";
import { openSecret } from "#lib/webhooks/sealed";
import { signaturesOf } from "#lib/webhooks/signatures";
import { workspaceKey } from "#lib/workspaces/data-key";
import type { Inbox, InboxRequest } from "#prisma/client";

/** What a receiver would conclude from a request's signature. */
export interface SignatureVerdict {
  /** `unknown`: no webhook of the workspace points at this inbox, so there is nothing to compare with. */
  verdict: "valid" | "invalid" | "missing" | "unknown";
  scheme: string | null;
  detail: string;
  webhookId: string | null;
}

/** A webhook that points at the inbox, ready to verify with. */
export interface Verifier {
  webhookId: string;
  signatures: SignatureConfig[];
  headerNames: string[];
  secrets: (Secret & { expiresAt: Date | null })[];
}

/** The webhooks of the workspace whose URL is this inbox, with their opened secrets. */
export async function findVerifiers(tx: Transaction, ctx: WorkspaceContext, inbox: Inbox): Promise<Verifier[]> {
  const webhooks = await tx.webhook.findMany({
    where: { workspaceId: ctx.workspace.id, deletedAt: null, url: { contains: `/inbox/${inbox.token}` } },
    select: { id: true, signature: true, headerNames: true, secrets: { orderBy: { id: "desc" } } },
  });
  if (webhooks.length === 0) return [];
  const key = await workspaceKey(tx, ctx.workspace.id);
  const { profile } = await currentProfile(tx, ctx.workspace.productId);
  return webhooks.map((webhook) => ({
    webhookId: publicId("webhook", webhook.id),
    signatures: signaturesOf(profile, webhook.signature),
    headerNames: webhook.headerNames,
    secrets: webhook.secrets.map((row) => ({ kind: row.kind, text: openSecret(key, row), expiresAt: row.expiresAt })),
  }));
}

/** The best verdict over the webhooks that point here: one that matches wins. */
export function judgeSignature(verifiers: Verifier[], request: InboxRequest): SignatureVerdict {
  const headers = new Map(JSON.parse(request.headers) as [string, string][]);
  const atSeconds = request.receivedAt.getTime() / 1000;
  const verdicts = verifiers.map(({ webhookId, signatures, secrets }): SignatureVerdict => {
    const usable = secrets.filter(({ expiresAt }) => expiresAt === null || expiresAt >= request.receivedAt);
    const body = Buffer.from(request.body);
    const results = signatures.map((signature) => verifySignature(signature, usable, headers, body, atSeconds));
    // Of two schemes, one that fails decides: both are promised.
    const decisive = results.find((result) => result.verdict !== "valid") ?? results[0];
    return { ...describe(decisive), webhookId };
  });
  return (
    verdicts.find(({ verdict }) => verdict === "valid") ??
    verdicts.find(({ verdict }) => verdict === "invalid") ??
    verdicts[0] ?? {
      verdict: "unknown",
      scheme: null,
      detail: "No webhook of this workspace points at this inbox.",
      webhookId: null,
    }
  );
}

function describe(result: Verdict | undefined): Omit<SignatureVerdict, "webhookId"> {
  if (!result) return { verdict: "unknown", scheme: null, detail: "The webhook has no signature." };
  if (result.verdict !== "valid") {
    const { verdict, scheme, detail } = result;
    return { verdict, scheme, detail };
  }
  return { verdict: "valid", scheme: result.scheme, detail: "The signature matches the webhook's secret." };
}
