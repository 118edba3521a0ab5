import { answerOperatorRead } from "#app/_lib/operator";
import { getRun } from "#inngest/status/get-run";

export async function GET(_request: Request, { params }: { params: Promise<{ run: string }> }) {
  const { run } = await params;
  return answerOperatorRead((ctx) => getRun(ctx, run));
}
