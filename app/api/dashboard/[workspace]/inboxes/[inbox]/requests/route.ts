import { answerRead } from "#app/_lib/data-route";
import { listInboxRequests } from "#lib/inbox/list-inbox-requests";

export async function GET(_: Request, { params }: { params: Promise<{ workspace: string; inbox: string }> }) {
  const { workspace, inbox } = await params;
  return answerRead(workspace, (ctx) => listInboxRequests(ctx, inbox));
}
