import { answerOperatorRead } from "#app/_lib/operator";
import { readEngine } from "#inngest/status/read-engine";

export async function GET() {
  return answerOperatorRead((ctx) => readEngine(ctx));
}
