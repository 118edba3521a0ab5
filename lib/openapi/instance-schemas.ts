import { z } from "zod";
import { WorkspaceDefaults } from "#lib/instance/workspace-defaults";

// What the API answers operators about the instance.

const time = z.string().meta({ format: "date-time" });
const mail = z.enum(["sent", "failed", "off"]).meta({ description: "off: this instance has no mail server." });

export const PasswordLink = z
  .strictObject({
    email: z.string(),
    url: z.string().meta({ description: "The link that sets a password, once. Shown here only." }),
    expiresAt: time,
    mail,
  })
  .meta({ id: "PasswordLink" });

const operatorFields = {
  id: z.string(),
  name: z.string(),
  email: z.string(),
  hasPassword: z.boolean(),
  sessionCount: z.number().meta({ description: "Browsers that are signed in." }),
  lastSeenAt: time.nullable(),
  createdAt: time,
};
export const Operator = z.strictObject(operatorFields).meta({ id: "Operator" });
export const AddedOperator = z
  .strictObject({
    ...operatorFields,
    link: PasswordLink.nullable().meta({ description: "For an account that was made for them." }),
  })
  .meta({ id: "AddedOperator" });

const keyFields = {
  id: z.string(),
  name: z.string(),
  prefix: z.string(),
  last4: z.string(),
  scopes: z.array(z.string()),
  createdBy: z.strictObject({ id: z.string(), name: z.string(), isOperator: z.boolean() }).nullable(),
  createdAt: time,
  lastUsedAt: time.nullable(),
  expiresAt: time.nullable(),
  revokedAt: time.nullable(),
  replacedBy: z.string().nullable(),
};
const token = z.string().meta({ description: "The key itself. Shown here once." });
export const OperatorKey = z.strictObject(keyFields).meta({ id: "OperatorKey" });
export const CreatedOperatorKey = z.strictObject({ ...keyFields, token }).meta({ id: "CreatedOperatorKey" });
export const RotatedOperatorKey = z
  .strictObject({ ...keyFields, token, previous: OperatorKey })
  .meta({ id: "RotatedOperatorKey" });

export const InstanceSettings = z
  .strictObject({
    workspaceDefaults: WorkspaceDefaults,
    egressIps: z.array(z.string()),
    egressIpsFromEnvironment: z.boolean(),
    environment: z
      .array(z.strictObject({ variable: z.string(), label: z.string(), value: z.string(), isSet: z.boolean() }))
      .meta({ description: "What the environment decides, without secrets." }),
  })
  .meta({ id: "InstanceSettings" });

const status = z.enum(["ok", "warn", "bad"]);
const workspace = z.strictObject({ slug: z.string(), name: z.string() });
const backlogFields = {
  id: z.string(),
  name: z.string(),
  pending: z.number(),
  oldestDueSeconds: z.number().nullable().meta({ description: "Null when none of it could be sent now." }),
};
export const InstanceHealth = z
  .strictObject({
    status: status.meta({ description: "The worst of the checks." }),
    checkedAt: time,
    checks: z.array(
      z.strictObject({
        id: z.string(),
        label: z.string(),
        status,
        summary: z.string(),
        advice: z.string().nullable().meta({ description: "What to do." }),
      }),
    ),
    shards: z.array(
      z.strictObject({
        id: z.number(),
        slow: z.boolean(),
        wanted: z.boolean(),
        running: z.boolean(),
        pending: z.number(),
        oldestDueSeconds: z.number().nullable(),
      }),
    ),
    backlog: z.strictObject({
      pending: z.number(),
      more: z.boolean().meta({ description: "Whether there is more than was counted." }),
      workspaces: z.array(z.strictObject(backlogFields)),
      webhooks: z.array(z.strictObject({ ...backlogFields, workspace })),
    }),
    failing: z.array(
      z.strictObject({
        id: z.string(),
        name: z.string(),
        workspace,
        failingSince: time,
        lastErrorCode: z.string().nullable(),
        lastResponseStatus: z.number().nullable(),
      }),
    ),
    purges: z.array(
      z.strictObject({
        slug: z.string(),
        name: z.string(),
        deletedAt: time,
        purgedDeliveries: z.number(),
        purgedEvents: z.number(),
        left: z.number().meta({ description: "Rows that are left, counted up to 10,000 of each kind." }),
      }),
    ),
    versions: z.strictObject({ posthorn: z.string(), node: z.string(), postgres: z.string() }),
  })
  .meta({ id: "InstanceHealth" });
