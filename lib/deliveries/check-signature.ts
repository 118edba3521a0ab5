import "server-only";
import { requirePermission, type WorkspaceContext } from "#lib/context/workspace-context";
import { db } from "#lib/database/client";
import type { AttemptView } from "#lib/deliveries/delivery-view";
import { getDelivery } from "#lib/deliveries/get-delivery";
import { type SignatureCheck, SignatureCheckInput } from "#lib/deliveries/signature-check";
import { notFound } from "#lib/errors/app-error";
import { invalidInput, parseInput } from "#lib/errors/parse-input";
import { parseId } from "#lib/ids";
import { spend } from "#lib/limits/spend";
import { currentProfile } from "#lib/profiles/current-profile";
import type { SignatureConfig } from "#lib/profiles/profile-schema";
import { explainVerdict, type SeenRequest } from "#lib/signing/explain";
import { givenSecrets, type KnownSecret, secretReason } from "#lib/signing/given-secret";
import { signatureHeaderName } from "#lib/signing/header-names";
import type { Secret } from "#lib/signing/sign";
import { verifySignature } from "#lib/signing/verify";
import { openSecret } from "#lib/webhooks/sealed";
import { signaturesOf } from "#lib/webhooks/signatures";
import { workspaceKey } from "#lib/workspaces/data-key";

/**
 * Verifies an attempt's signature as its receiver would, and says in plain words why it does not match. A reader who may
 * not reveal the webhook's secret brings one along; neither is shown, and nothing is stored here.
 *
 * @throws {AppError} `forbidden` without a secret of one's own and the permission to use the webhook's
 */
export async function checkSignature(
  ctx: WorkspaceContext,
  id: string,
  input: SignatureCheckInput,
): Promise<SignatureCheck> {
  requirePermission(ctx, "deliveries:read");
  const given = parseInput(SignatureCheckInput, input);
  const pasted = given.headers === undefined ? null : parseHeaders(given.headers);
  spend(ctx, "reveal");
  const delivery = await getDelivery(ctx, id);
  const attempt =
    given.attempt === undefined ? delivery.attempts.at(-1) : delivery.attempts.find((one) => one.id === given.attempt);
  if (!attempt) throw notFound("attempt");
  const signer = await signerOf(ctx, delivery.webhookId);
  if (given.secret === undefined) requirePermission(ctx, "secrets:reveal", signer.ownerId);

  const sent: SeenRequest = { headers: lowerCased(attempt.request.headers), body: delivery.requestBody || null };
  const seen: SeenRequest = { headers: pasted ?? sent.headers, body: given.body ?? sent.body };
  if (seen.body === null) {
    return unknown(
      "The body is not at hand: it has expired, or is kept from your role. Paste what your server received.",
    );
  }
  const masked = signer.signatures.find(({ scheme }) => scheme === "static");
  if (masked && pasted === null) {
    return unknown(
      `${signatureHeaderName(masked)} is itself the secret, so the log keeps it masked. Paste the headers your server received.`,
    );
  }
  return judge(given, attempt, signer, seen, seen.body, sent);
}

const unknown = (summary: string): SignatureCheck => ({ verdict: "unknown", summary, reasons: [] });

interface Signer {
  ownerId: string | null;
  signatures: SignatureConfig[];
  /** Newest first; those of a deleted webhook are gone. */
  secrets: KnownSecret[];
}

function signerOf(ctx: WorkspaceContext, webhookId: string): Promise<Signer> {
  return db().$transaction(async (tx) => {
    const webhook = await tx.webhook.findFirst({
      where: { id: parseId("webhook", webhookId) ?? "", workspaceId: ctx.workspace.id },
      select: { ownerId: true, signature: true, secrets: { orderBy: { id: "desc" } } },
    });
    if (!webhook) throw notFound("webhook");
    const { profile } = await currentProfile(tx, ctx.workspace.productId);
    const key = await workspaceKey(tx, ctx.workspace.id);
    return {
      ownerId: webhook.ownerId,
      signatures: signaturesOf(profile, webhook.signature),
      secrets: webhook.secrets.map((row) => ({ ...row, text: openSecret(key, row) })),
    };
  });
}

function judge(
  given: SignatureCheckInput,
  attempt: AttemptView,
  signer: Signer,
  seen: SeenRequest,
  body: string,
  sent: SeenRequest,
): SignatureCheck {
  const sentAt = new Date(attempt.startedAt);
  const atMs = given.at === "now" ? Date.now() : sentAt.getTime();
  const own = given.secret === undefined;
  const usable = ({ expiresAt }: KnownSecret) => expiresAt === null || expiresAt >= sentAt;
  const pairs: { signature: SignatureConfig; secrets: readonly Secret[] }[] = own
    ? signer.signatures.map((signature) => ({ signature, secrets: signer.secrets.filter(usable) }))
    : givenSecrets(given.secret ?? "", signer.signatures);
  const results = pairs.map(({ signature, secrets }) => ({
    signature,
    verdict: verifySignature(signature, secrets, seen.headers, Buffer.from(body), atMs / 1000),
  }));
  // The webhook's own secrets fit all of its schemes, and one that fails decides; a secret that was given fits one of them.
  const decisive = results.find(({ verdict }) => (verdict.verdict === "valid") !== own) ?? results[0];
  if (!decisive) return unknown("The webhook does not sign its requests.");
  const { verdict, signature } = decisive;
  const { summary, reasons } = explainVerdict(verdict, signature, seen, sent);
  const mismatch = verdict.verdict === "invalid" && verdict.cause === "mismatch";
  const secret = mismatch ? secretReason(given.secret, signer.secrets, sentAt, reasons.length > 0) : null;
  return { verdict: verdict.verdict, summary, reasons: secret ? [secret, ...reasons] : reasons };
}

const lowerCased = (headers: readonly [string, string][]) =>
  new Map(headers.map(([name, value]) => [name.toLowerCase(), value]));

/** Headers as people paste them: a line each, with what curl puts before them. */
function parseHeaders(text: string): Map<string, string> {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== "");
  return lowerCased(
    lines.map((line, index): [string, string] => {
      const match = /^\s*[<>]?\s*([!#$%&'*+.^_`|~\w-]+)\s*:\s*(.*?)\s*$/.exec(line);
      if (match) return [match[1] ?? "", match[2] ?? ""];
      throw invalidInput([{ path: "headers", message: `line ${index + 1} is not “name: value”` }]);
    }),
  );
}
