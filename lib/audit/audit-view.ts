import { publicId } from "#lib/ids";
import type { AuditEntry, Prisma } from "#prisma/client";

/** What an action is about: the first half of its name, and the groups of the filter. */
export const AUDIT_GROUPS = {
  webhook: "Webhooks",
  secret: "Secrets",
  delivery: "Deliveries",
  replay: "Replays",
  member: "Members",
  invitation: "Invitations",
  key: "API keys",
  integration: "Integrations",
  inbox: "Inboxes",
  session: "Sign-ins",
  access: "Refused access",
  audit_log: "Audit log",
  workspace: "Workspace",
  operator: "Operators",
  operator_key: "Operator keys",
  publish_key: "Publish keys",
  instance: "Instance",
  product: "Products",
  profile: "Profiles",
  event_type: "Event types",
} as const;

export type AuditGroup = keyof typeof AUDIT_GROUPS;
export const AUDIT_GROUP_NAMES = Object.keys(AUDIT_GROUPS) as AuditGroup[];

/** Those that a workspace's own log has nothing of, and those that only it has much of. */
const OPERATOR_ONLY: readonly AuditGroup[] = [
  "operator",
  "operator_key",
  "publish_key",
  "instance",
  "product",
  "profile",
  "event_type",
];
const WORKSPACE_ONLY: readonly AuditGroup[] = ["webhook", "secret", "delivery", "replay", "inbox"];

/** The groups to filter by. @param isOperator whether it is the operators' log */
export function auditGroups(isOperator: boolean): AuditGroup[] {
  const left = isOperator ? WORKSPACE_ONLY : OPERATOR_ONLY;
  return AUDIT_GROUP_NAMES.filter((group) => !left.includes(group));
}

/** Who acted: a member, a workspace's key, Posthorn itself, or an operator of the instance by hand or with a key. */
export const AUDIT_ACTOR_TYPES = ["user", "key", "system", "operator", "operator_key"] as const;
export type AuditActorType = (typeof AUDIT_ACTOR_TYPES)[number];

export interface AuditView {
  id: string;
  createdAt: string;
  /** Noun and verb, e.g. `webhook.updated`. */
  action: string;
  actor: { type: string; id: string | null; name: string };
  target: { type: string; id: string | null; name: string | null };
  /** The changed fields only, without secrets. */
  before: Prisma.JsonValue;
  after: Prisma.JsonValue;
  address: string | null;
  requestId: string | null;
}

export function auditView(row: AuditEntry): AuditView {
  return {
    id: publicId("audit", row.id),
    createdAt: row.createdAt.toISOString(),
    action: row.action,
    actor: {
      type: row.actorType,
      id: row.actorId && publicId(row.actorType.endsWith("key") ? "key" : "user", row.actorId),
      name: row.actorName,
    },
    target: { type: row.targetType, id: row.targetId, name: row.targetName },
    before: row.before,
    after: row.after,
    address: row.address,
    requestId: row.requestId,
  };
}
