import { answerOperatorRead } from "#app/_lib/operator";
import { readInstanceHealth } from "#inngest/status/read-instance-health";

export async function GET() {
  return answerOperatorRead((ctx) => readInstanceHealth(ctx));
}
