import "server-only";
import { z } from "zod";
import { db } from "#lib/database/client";
import { MAX_RETENTION_DAYS } from "#lib/workspaces/workspace-schema";

/** Where they are kept in `instance_setting`. */
export const DEFAULTS_SETTING = "workspace-defaults";

/** What a new workspace begins with, unless whoever creates it says otherwise. */
export const WorkspaceDefaults = z.strictObject({
  retentionDays: z.number().int().min(1).max(MAX_RETENTION_DAYS),
  hidePayloads: z.boolean(),
});
export type WorkspaceDefaults = z.output<typeof WorkspaceDefaults>;

const BUILT_IN: WorkspaceDefaults = { retentionDays: 30, hidePayloads: false };

/** What is set for this instance, or Posthorn's own. */
export async function workspaceDefaults(): Promise<WorkspaceDefaults> {
  const row = await db().instanceSetting.findUnique({ where: { key: DEFAULTS_SETTING } });
  return row ? WorkspaceDefaults.parse(JSON.parse(row.value)) : BUILT_IN;
}
