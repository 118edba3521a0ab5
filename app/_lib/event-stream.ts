import "server-only";

const HEARTBEAT_MS = 15_000;
/** The reader comes back by itself, and its session and role are checked anew. */
const LIFETIME_MS = 300_000;
/** A reader that takes nothing for so many messages has gone, or will read the list again. */
const MAX_UNREAD = 50;

const open = new Set<() => void>();
// The server waits for answers that are under way before it exits; these would never end.
process.once("SIGTERM", () => endAll());
process.once("SIGINT", () => endAll());

function endAll(): void {
  for (const end of open) end();
}

/**
 * Server-sent events: `begin` gets the function that sends one and returns what stops its source. Ends when the reader
 * goes, after five minutes, and when the process is told to stop.
 */
export async function eventStream(
  request: Request,
  begin: (send: (data: unknown) => void) => Promise<() => void>,
): Promise<Response> {
  const encoder = new TextEncoder();
  const { readable, controller } = openStream();
  const write = (text: string) => {
    if ((controller.desiredSize ?? 0) < -MAX_UNREAD) return end();
    controller.enqueue(encoder.encode(text));
  };
  const stop = await begin((data) => write(`data: ${JSON.stringify(data)}\n\n`));
  const heartbeat = setInterval(() => write(": still here\n\n"), HEARTBEAT_MS);
  const lifetime = setTimeout(() => end(), LIFETIME_MS);
  function end(): void {
    if (!open.delete(end)) return;
    clearInterval(heartbeat);
    clearTimeout(lifetime);
    stop();
    try {
      controller.close();
    } catch {
      // The reader has closed it already.
    }
  }
  open.add(end);
  request.signal.addEventListener("abort", end);
  write("retry: 2000\n\nevent: ready\ndata: {}\n\n");
  return new Response(readable, {
    headers: {
      "content-type": "text/event-stream",
      // No transformation: compression would hold events back. Nginx buffers unless told.
      "cache-control": "private, no-store, no-transform",
      "x-accel-buffering": "no",
    },
  });
}

function openStream() {
  let controller!: ReadableStreamDefaultController<Uint8Array>;
  const readable = new ReadableStream<Uint8Array>({
    start(own) {
      controller = own;
    },
  });
  return { readable, controller };
}
