import "server-only";
import { checkFunction } from "#inngest/embedded/check-function";

/** The handler that the SDK's `serve()` returns, e.g. from `inngest/edge`. */
export type Handler = (request: Request) => Promise<Response>;

/** Never resolved: the handler is called in process. The SDK insists on a `Host` header all the same. */
export const HANDLER_HOST = "embedded.invalid";

/** A function as the SDK registers it with Inngest. */
export interface RegisteredFunction {
  id: string;
  name: string;
  triggers: ({ event: string; expression?: string } | { cron: string; jitter?: string })[];
  steps: { step: { runtime: { url: string }; retries?: { attempts?: number } } };
  concurrency?: Concurrency | Concurrency[] | number;
  cancel?: { event: string; if?: string; timeout?: string }[];
  [option: string]: unknown;
}

interface Concurrency {
  limit: number;
  key?: string;
  scope?: "fn" | "env" | "account";
}

/** What the engine needs to know of a function. */
export interface EngineFunction {
  id: string;
  name: string;
  /** Where the handler takes its calls. */
  url: string;
  /** How often one step, or the function between steps, is tried: the retries and the first time. */
  maxAttempts: number;
  triggers: { event: string; failureOf: string | null }[];
  crons: string[];
  concurrency: { limit: number; path: string[] | null } | null;
  /** Events that cancel its runs; with a path, those runs whose own event has the same value there. */
  cancels: { event: string; path: string[] | null }[];
}

/**
 * Reads the functions from the SDK's own registration, the one a real Inngest server would ask for.
 *
 * @throws {UnsupportedOptionError} for the first function that asks for what the engine does not do
 */
export async function readFunctions(handler: Handler): Promise<EngineFunction[]> {
  const url = `http://${HANDLER_HOST}/api/inngest`;
  const response = await handler(
    new Request(url, {
      method: "PUT",
      headers: { host: HANDLER_HOST, "content-type": "application/json", "x-inngest-sync-kind": "in_band" },
      body: JSON.stringify({ url }),
    }),
  );
  if (!response.ok) throw new Error(`The Inngest SDK did not register its functions: ${await response.text()}`);
  const { functions } = (await response.json()) as { functions: RegisteredFunction[] };
  return functions.map(checkFunction);
}
