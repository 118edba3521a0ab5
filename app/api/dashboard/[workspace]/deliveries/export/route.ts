import { answerFile } from "#app/_lib/data-route";
import { type DeliveryExport, exportDeliveries } from "#lib/deliveries/export-deliveries";
import { readQuery } from "#lib/http/body";

export async function GET(request: Request, { params }: { params: Promise<{ workspace: string }> }) {
  return answerFile((await params).workspace, (ctx) => exportDeliveries(ctx, readQuery<DeliveryExport>(request)));
}
