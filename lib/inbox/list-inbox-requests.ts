import "server-only";
import { z } from "zod";
import { isAllowed, requirePermission, type WorkspaceContext } from "#lib/context/workspace-context";
import { db } from "#lib/database/client";
import { bodyText } from "#lib/deliveries/delivery-view";
import { parseInput } from "#lib/errors/parse-input";
import { mapPage, type Page, PageInput, readPage } from "#lib/http/cursor";
import { publicId } from "#lib/ids";
import { findInbox } from "#lib/inbox/find-inbox";
import { findVerifiers, judgeSignature, type SignatureVerdict, type Verifier } from "#lib/inbox/judge-signature";
import { hidesPayloads } from "#lib/workspaces/payload-access";

/** A request that an inbox received. */
export interface InboxRequestView {
  id: string;
  method: string;
  /** Path and query. */
  url: string;
  headers: [name: string, value: string][];
  body: string;
  bodyEncoding: "utf-8" | "base64";
  /** What the inbox answered; null when it was told never to answer. */
  answeredStatus: number | null;
  receivedAt: string;
  signature: SignatureVerdict;
}

export const InboxRequestFilters = z.strictObject(PageInput);
export type InboxRequestFilters = z.input<typeof InboxRequestFilters>;

/**
 * The requests of an inbox, newest first, each with the verdict on its signature as of now.
 *
 * @param id an inbox's public id or its token
 */
export async function listInboxRequests(
  ctx: WorkspaceContext,
  id: string,
  filters: InboxRequestFilters = {},
): Promise<Page<InboxRequestView>> {
  requirePermission(ctx, "inboxes:read");
  const position = parseInput(InboxRequestFilters, filters);
  const inbox = await findInbox(db(), ctx, id);
  const [page, verifiers] = await Promise.all([
    readPage(position, ({ id: requestId, orderBy, take }) =>
      db().inboxRequest.findMany({ where: { inboxId: inbox.id, id: requestId }, orderBy, take }),
    ),
    findVerifiers(db(), ctx, inbox),
  ]);
  const hidden = hidesPayloads(ctx);
  const secretHeaders = secretHeaderNames(verifiers, isAllowed(ctx, "webhooks:write"));
  return mapPage(page, (row) => ({
    id: publicId("inboxRequest", row.id),
    method: row.method,
    url: row.url,
    headers: maskHeaders(JSON.parse(row.headers), secretHeaders),
    ...bodyText(hidden ? null : row.body),
    answeredStatus: row.answeredStatus,
    receivedAt: row.receivedAt.toISOString(),
    signature: judgeSignature(verifiers, row),
  }));
}

/**
 * The lower-case names of headers whose values are not shown: a static scheme's header is the secret itself, and custom
 * headers are only for those who may set them.
 */
function secretHeaderNames(verifiers: Verifier[], showCustom: boolean): Set<string> {
  const names = verifiers.flatMap(({ signatures, headerNames }) => [
    ...signatures.flatMap((signature) => (signature.scheme === "static" ? [signature.header] : [])),
    ...(showCustom ? [] : headerNames),
  ]);
  return new Set(["authorization", ...names.map((name) => name.toLowerCase())]);
}

function maskHeaders(headers: [string, string][], secret: Set<string>): [string, string][] {
  return headers.map(([name, value]) => [name, secret.has(name) ? mask(value) : value]);
}

/** Enough to recognise it by. */
function mask(value: string): string {
  return value.length > 12 ? `${value.slice(0, 4)}…${value.slice(-2)}` : "…";
}
