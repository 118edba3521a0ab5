import "server-only";
import type { OperatorContext } from "#lib/context/operator-context";
import type { WorkspaceContext } from "#lib/context/workspace-context";
import { db } from "#lib/database/client";
import { acrossWorkspaces, enterAllWorkspaces, enterWorkspace } from "#lib/database/scope";
import { AppError } from "#lib/errors/app-error";
import type { Publisher } from "#lib/events/accept-events";
import { clientAddress, type HttpRequest, requestId } from "#lib/http/request";
import { keyRole } from "#lib/keys/key-role";
import { tokenKind } from "#lib/keys/token";
import { type VerifiedKey, verifyKey } from "#lib/keys/verify-key";
import type { Levels } from "#lib/limits/spend";
import { ownerRole } from "#lib/webhooks/owner-role";
import { suspended } from "#lib/workspaces/suspended";

/**
 * The workspace and powers of a request with a workspace's API key: those of an admin as far as its scopes go, and never
 * more than whoever made it has now. Once they are no longer a member, those of a viewer, like their webhooks.
 *
 * @param levels where its rate limits are noted
 * @throws {AppError} `unauthenticated`; `workspace_suspended`; `forbidden` when the key is of another kind
 */
export async function contextFromApiKey(request: Request, levels: Levels): Promise<WorkspaceContext> {
  return contextOf(await requireKey(request, "workspace"), request, levels);
}

/** The same where products document the raw key as the whole header; `Bearer <key>` is accepted too. */
export async function contextFromRawApiKey(request: Request, levels: Levels): Promise<WorkspaceContext> {
  const given = (request.headers.get("authorization") ?? "").trim();
  const isRaw = tokenKind(given) !== null;
  const headers = isRaw
    ? { ...Object.fromEntries(request.headers), authorization: `Bearer ${given}` }
    : request.headers;
  return contextOf(await requireKey({ headers: new Headers(headers) }, "workspace"), request, levels);
}

async function contextOf(key: VerifiedKey, request: Request, levels: Levels): Promise<WorkspaceContext> {
  const { workspace } = key;
  if (!workspace) throw invalidKey();
  if (workspace.suspendedAt) throw suspended(workspace);
  const { id, slug, name, productId, hidePayloads } = workspace;
  enterWorkspace(id);
  return {
    actor: {
      type: "key",
      id: key.id,
      name: key.name,
      scopes: key.scopes,
      integrationId: key.integrationId,
      createdById: key.createdById,
    },
    workspace: { id, slug, name, productId, hidePayloads },
    role: keyRole(key.createdById, await ownerRole(db(), workspace.id, key.createdById)),
    request: { id: requestId(request), address: clientAddress(request), levels },
  };
}

/** The product that a request with a publish key publishes for. @throws {AppError} as `contextFromApiKey` */
export async function publisherFromKey(request: HttpRequest, levels: Levels): Promise<Publisher> {
  const key = await requireKey(request, "publish");
  if (!key.productId) throw invalidKey();
  // A product has many workspaces, and publishing is one statement for all of them.
  enterAllWorkspaces();
  return { productId: key.productId, keyId: key.id, levels };
}

/**
 * The operator that a request with an operator key speaks for. The key of somebody who operates this instance no longer
 * opens nothing.
 *
 * @throws {AppError} `unauthenticated`; `forbidden` when the key is of another kind
 */
export async function contextFromOperatorKey(request: Request, levels: Levels): Promise<OperatorContext> {
  const { id, name, scopes, createdById } = await requireKey(request, "operator");
  const maker = createdById
    ? await db().user.findUnique({ where: { id: createdById }, select: { isOperator: true } })
    : { isOperator: true };
  if (!maker?.isOperator) throw invalidKey();
  enterAllWorkspaces();
  return {
    actor: { type: "key", id, name, scopes, createdById },
    request: { id: requestId(request), address: clientAddress(request), levels },
  };
}

const EXPECTED = {
  workspace: "Use a workspace's API key (phk_ws_…) here.",
  publish: "Use the product's publish key (phk_pub_…) here.",
  operator: "Use an operator key (phk_op_…) here.",
} as const;

async function requireKey(request: Pick<HttpRequest, "headers">, kind: keyof typeof EXPECTED): Promise<VerifiedKey> {
  const [scheme, token, ...rest] = (request.headers.get("authorization") ?? "").trim().split(/\s+/);
  if (!token || rest.length > 0 || scheme?.toLowerCase() !== "bearer") {
    throw new AppError("unauthenticated", "Send the header Authorization: Bearer <key>.");
  }
  const key = await acrossWorkspaces(() => verifyKey(token));
  if (!key) {
    throw tokenKind(token) === null
      ? new AppError("unauthenticated", "This is not a key of ours. Check that it is complete.")
      : invalidKey();
  }
  if (key.kind !== kind) throw new AppError("forbidden", EXPECTED[kind]);
  return key;
}

function invalidKey(): AppError {
  return new AppError("unauthenticated", "This key is unknown, revoked or expired.");
}
