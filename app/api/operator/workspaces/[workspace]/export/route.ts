import { answerOperatorFile } from "#app/_lib/operator";
import { exportWorkspace } from "#lib/workspaces/export-workspace";

export async function GET(_request: Request, { params }: { params: Promise<{ workspace: string }> }) {
  return answerOperatorFile(async (ctx) => exportWorkspace(ctx, (await params).workspace));
}
