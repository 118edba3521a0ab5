import { answer } from "#app/_lib/data-route";
import { eventStream } from "#app/_lib/event-stream";
import { watchDeliveries } from "#lib/deliveries/watch-deliveries";
import { readQuery } from "#lib/http/body";

export async function GET(request: Request, { params }: { params: Promise<{ workspace: string }> }) {
  return answer((await params).workspace, (ctx) =>
    eventStream(request, (send) => watchDeliveries(ctx, readQuery(request), send)),
  );
}
