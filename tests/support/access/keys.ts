import { OPERATOR_SCOPES } from "#lib/context/operator-context";
import { db } from "#lib/database/client";
import { tokenHash } from "#lib/keys/token";
import { may, PERMISSIONS, type Permission, ROLES, roleAtLeast } from "#lib/permissions/permissions";
import type { Role } from "#prisma/client";
import type { DescribedOperation } from "#tests/support/contract";
import { createOperatorKey, createTestWorkspace, type TestWorkspace } from "#tests/support/workspace";

// Who calls the API, and what follows from that for an operation.

type KeyKind = NonNullable<DescribedOperation["key"]>;

export interface Caller {
  name: string;
  kind: KeyKind | null;
  /** Neither revoked nor expired. */
  works: boolean;
  /** The key is of another workspace. */
  isStranger?: true;
  isSuspended?: true;
  scopes: readonly string[];
  /** The role of whoever made it; nobody's key has the powers of an admin. */
  role: Role;
  /** Makes one for the workspace. */
  token: (workspace: TestWorkspace) => Promise<string | undefined>;
}

const ALL = ["*"];
const COMMON = { kind: "workspaceKey", works: true, scopes: ALL, role: "admin" } as const;

/** One of each kind. */
export const CALLERS: Caller[] = [
  { ...COMMON, name: "nobody", kind: null, works: false, token: async () => undefined },
  { ...COMMON, name: "an unknown key", kind: null, works: false, token: async () => "phk_ws_nonsense" },
  ...(["workspaceKey", "publishKey", "operatorKey"] as const).flatMap((kind): Caller[] => [
    { ...COMMON, name: `a ${kind}`, kind, token: (workspace) => newKey(kind, workspace) },
    {
      ...COMMON,
      name: `a revoked ${kind}`,
      kind,
      works: false,
      token: async (workspace) => change(await newKey(kind, workspace), { revokedAt: new Date() }),
    },
    {
      ...COMMON,
      name: `an expired ${kind}`,
      kind,
      works: false,
      token: async (workspace) => change(await newKey(kind, workspace), { expiresAt: new Date() }),
    },
  ]),
  ...ROLES.map((role): Caller => ({ ...COMMON, name: `a key made by a ${role}`, role, token: madeBy(role) })),
  {
    ...COMMON,
    name: "a key made by an owner who has left",
    role: "viewer",
    token: async (workspace) => {
      const token = await madeBy("owner")(workspace);
      const { createdById } = await db().apiKey.findUniqueOrThrow({ where: { hash: tokenHash(token) } });
      await db().member.deleteMany({ where: { userId: createdById ?? "" } });
      return token;
    },
  },
  {
    ...COMMON,
    name: "a key of another workspace",
    isStranger: true,
    token: async () => (await createTestWorkspace()).apiKey(),
  },
  {
    ...COMMON,
    name: "a key of a suspended workspace",
    isSuspended: true,
    token: async () => {
      const { id, apiKey } = await createTestWorkspace();
      await db().workspace.update({ where: { id }, data: { suspendedAt: new Date() } });
      return apiKey();
    },
  },
];

/** Keys with every scope but the operation's, and with no other. */
export function narrowCallers({ key: kind, scope }: DescribedOperation): Caller[] {
  if (!scope || !kind) return [];
  const all: readonly string[] = kind === "operatorKey" ? OPERATOR_SCOPES : Object.keys(PERMISSIONS);
  const others = all.filter((name) => name !== scope && name !== "*");
  return [
    { name: "a key with every scope but its own", scopes: others },
    { name: "a key with its own scope alone", scopes: [scope] },
  ].map((caller) => ({ ...COMMON, ...caller, kind, token: (workspace) => newKey(kind, workspace, caller.scopes) }));
}

/** What an operation answers a caller, from the table of permissions: the status of a refusal, or that it is allowed. */
export function expectedOf({ key, scope, path }: DescribedOperation, caller: Caller): number | "allowed" {
  if (key === null) return "allowed";
  if (!caller.works) return 401;
  if (caller.kind !== key || caller.isSuspended) return 403;
  if (scope && !caller.scopes.includes("*") && !caller.scopes.includes(scope)) return 403;
  if (key === "workspaceKey" && scope && !mayKeyOf(caller.role, scope as Permission)) return 403;
  return caller.isStranger && path.includes("{id}") ? 404 : "allowed";
}

/** A key does what whoever made it may do, and never more than an admin. The webhook in question is not theirs. */
function mayKeyOf(maker: Role, permission: Permission): boolean {
  return may(roleAtLeast(maker, "admin") ? "admin" : maker, permission, false);
}

function newKey(kind: KeyKind, workspace: TestWorkspace, scopes = ALL): Promise<string> {
  if (kind === "publishKey") return workspace.publishKey();
  return kind === "operatorKey" ? createOperatorKey(scopes) : workspace.apiKey(scopes);
}

function madeBy(role: Role): (workspace: TestWorkspace) => Promise<string> {
  return async (workspace) => {
    const { actor } = await workspace.as(role);
    return workspace.apiKey(ALL, actor.type === "user" ? actor.id : null);
  };
}

async function change(token: string, data: { revokedAt: Date } | { expiresAt: Date }): Promise<string> {
  await db().apiKey.update({ where: { hash: tokenHash(token) }, data });
  return token;
}
