import { answerRead } from "#app/_lib/data-route";
import { readQuery } from "#lib/http/body";
import { findTargets } from "#lib/jump/find-targets";

export async function GET(request: Request, { params }: { params: Promise<{ workspace: string }> }) {
  return answerRead((await params).workspace, (ctx) => findTargets(ctx, readQuery(request)));
}
