import { answerRead } from "#app/_lib/data-route";
import { listReplays } from "#lib/replays/list-replays";

export async function GET(request: Request, { params }: { params: Promise<{ workspace: string }> }) {
  const { workspace } = await params;
  const webhook = new URL(request.url).searchParams.get("webhook") ?? undefined;
  return answerRead(workspace, (ctx) => listReplays(ctx, webhook));
}
