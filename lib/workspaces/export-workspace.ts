import "server-only";
import { recordOperatorAudit } from "#lib/audit/record-audit";
import { type OperatorContext, requireOperatorPermission } from "#lib/context/operator-context";
import { db } from "#lib/database/client";
import { type ExportFile, exportFile } from "#lib/export/export-file";
import { publicId } from "#lib/ids";
import { EXPORT_PARTS } from "#lib/workspaces/export-parts";
import { readOperated } from "#lib/workspaces/get-operated";
import { operateWorkspace } from "#lib/workspaces/operate-workspace";

/** A delivery may have many attempts with answers of up to 64 KB. */
const BATCH = 200;

const LEFT_OUT = [
  "signing secrets",
  "values of custom headers",
  "API keys themselves",
  "links of invitations",
  "addresses of inboxes and what they received",
  "passwords and sessions of members",
];

/** A line of the file. */
type Line = { kind: string; data: unknown };

/**
 * Everything of a workspace as one file of JSON lines, `{"kind","data"}` each, read a page at a time while it is sent:
 * first `export` (what this is, and what is left out), then the workspace and its parts, oldest first, and at last `end`
 * with how many there were of each, by which a file that was cut off can be told. What arrives meanwhile may be in it or
 * not. That it was exported is in the audit log.
 *
 * @param ref its public id or slug
 * @throws {AppError} `forbidden`, `not_found`, before anything is sent
 */
export async function exportWorkspace(ctx: OperatorContext, ref: string): Promise<ExportFile> {
  requireOperatorPermission(ctx, "workspaces:read");
  const { workspace } = await operateWorkspace(ctx, ref);
  await recordOperatorAudit(db(), ctx, workspace.id, {
    action: "workspace.exported",
    target: { type: "workspace", id: publicId("workspace", workspace.id), name: workspace.name },
  });
  const file = { format: "ndjson" as const, name: `${workspace.slug}-workspace`, columns: [] };
  return exportFile(file, pages(workspace.id, await readOperated(workspace.slug)));
}

async function* pages(workspaceId: string, workspace: unknown): AsyncGenerator<Line[]> {
  const exportedAt = new Date().toISOString();
  const head = { version: 1, exportedAt, parts: Object.keys(EXPORT_PARTS), leftOut: LEFT_OUT };
  yield [
    { kind: "export", data: head },
    { kind: "workspace", data: workspace },
  ];
  const counts: Record<string, number> = {};
  for (const [kind, read] of Object.entries(EXPORT_PARTS)) {
    counts[kind] = 0;
    let after: string | undefined;
    for (;;) {
      const { views, last, full } = await read({ workspaceId, after, take: BATCH });
      counts[kind] += views.length;
      if (views.length > 0) yield views.map((data) => ({ kind, data }));
      if (!full) break;
      after = last;
    }
  }
  yield [{ kind: "end", data: counts }];
}
