import { answerRead } from "#app/_lib/data-route";
import { getDelivery } from "#lib/deliveries/get-delivery";

export async function GET(_: Request, { params }: { params: Promise<{ workspace: string; delivery: string }> }) {
  const { workspace, delivery } = await params;
  return answerRead(workspace, (ctx) => getDelivery(ctx, delivery));
}
