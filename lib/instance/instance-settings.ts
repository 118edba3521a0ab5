import "server-only";
import { z } from "zod";
import { recordOperatorAudit } from "#lib/audit/record-audit";
import { type OperatorContext, requireOperatorPermission } from "#lib/context/operator-context";
import { db } from "#lib/database/client";
import { AppError } from "#lib/errors/app-error";
import { parseInput } from "#lib/errors/parse-input";
import { EGRESS_IPS_SETTING, EgressIps, publishedIps } from "#lib/instance/egress-ips";
import { type EnvironmentSetting, environmentSettings } from "#lib/instance/environment-settings";
import { DEFAULTS_SETTING, type WorkspaceDefaults, workspaceDefaults } from "#lib/instance/workspace-defaults";
import { WorkspacePatch } from "#lib/workspaces/workspace-schema";

const { retentionDays, hidePayloads } = WorkspacePatch.shape;

/** What changes the instance: only the fields given. */
export const InstancePatch = z
  .strictObject({
    workspaceDefaults: z
      .strictObject({ retentionDays, hidePayloads })
      .optional()
      .meta({ description: "What new workspaces begin with. Those that exist keep theirs." }),
    egressIps: EgressIps.optional().meta({
      description: "The addresses you send from, published to receivers. Not where POSTHORN_EGRESS_IPS sets them.",
    }),
  })
  .refine((patch) => Object.keys(patch).length > 0, "has nothing to change")
  .meta({ id: "InstancePatch", minProperties: 1 });
export type InstancePatch = z.input<typeof InstancePatch>;

export interface InstanceSettings {
  workspaceDefaults: WorkspaceDefaults;
  egressIps: string[];
  /** Whether `egressIps` comes from the environment, and can't be changed here. */
  egressIpsFromEnvironment: boolean;
  /** What the environment decides, read-only. */
  environment: EnvironmentSetting[];
}

/** The settings of this instance, and what its environment decides. */
export async function getInstanceSettings(ctx: OperatorContext): Promise<InstanceSettings> {
  requireOperatorPermission(ctx, "instance:read");
  return readSettings();
}

/**
 * Changes the given settings of this instance, at once for every process.
 *
 * @throws {AppError} `invalid_input`; `conflict` for addresses that the environment sets
 */
export async function updateInstanceSettings(ctx: OperatorContext, input: InstancePatch): Promise<InstanceSettings> {
  requireOperatorPermission(ctx, "instance:write");
  const patch = parseInput(InstancePatch, input);
  const before = await readSettings();
  if (patch.egressIps && before.egressIpsFromEnvironment) {
    throw new AppError("conflict", "POSTHORN_EGRESS_IPS sets these addresses. Change them there, and restart.");
  }
  const defaults = { ...before.workspaceDefaults, ...given(patch.workspaceDefaults ?? {}) };
  const after = { workspaceDefaults: defaults, egressIps: patch.egressIps ?? before.egressIps };
  const changed = (["workspaceDefaults", "egressIps"] as const).filter(
    (name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]),
  );
  if (changed.length === 0) return before;
  await db().$transaction(async (tx) => {
    for (const name of changed) {
      const key = name === "egressIps" ? EGRESS_IPS_SETTING : DEFAULTS_SETTING;
      const value = JSON.stringify(after[name]);
      await tx.instanceSetting.upsert({ where: { key }, create: { key, value }, update: { value } });
    }
    await recordOperatorAudit(tx, ctx, null, {
      action: "instance.updated",
      target: { type: "instance" },
      before: Object.fromEntries(changed.map((name) => [name, before[name]])),
      after: Object.fromEntries(changed.map((name) => [name, after[name]])),
    });
  });
  return readSettings();
}

async function readSettings(): Promise<InstanceSettings> {
  const [defaults, { ips, fromEnvironment }] = await Promise.all([workspaceDefaults(), publishedIps()]);
  return {
    workspaceDefaults: defaults,
    egressIps: ips,
    egressIpsFromEnvironment: fromEnvironment,
    environment: environmentSettings(),
  };
}

/** Without the fields that were left out. */
function given(fields: { retentionDays?: number | undefined; hidePayloads?: boolean | undefined }) {
  return {
    ...(fields.retentionDays !== undefined && { retentionDays: fields.retentionDays }),
    ...(fields.hidePayloads !== undefined && { hidePayloads: fields.hidePayloads }),
  };
}
