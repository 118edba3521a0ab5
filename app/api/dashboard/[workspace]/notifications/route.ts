import { answerRead } from "#app/_lib/data-route";
import { listNotifications } from "#lib/notifications/list-notifications";

export async function GET(_request: Request, { params }: { params: Promise<{ workspace: string }> }) {
  return answerRead((await params).workspace, listNotifications);
}
