/** An expected reason not to start. Its message is the one sentence the operator reads. */
export class Failure extends Error {
  override name = "Failure";
}
