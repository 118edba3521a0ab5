import { answerFile } from "#app/_lib/data-route";
import { type EventExport, exportEvents } from "#lib/events/export-events";
import { readQuery } from "#lib/http/body";

export async function GET(request: Request, { params }: { params: Promise<{ workspace: string }> }) {
  return answerFile((await params).workspace, (ctx) => exportEvents(ctx, readQuery<EventExport>(request)));
}
