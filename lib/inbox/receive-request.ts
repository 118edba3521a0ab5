import "server-only";
import { db } from "#lib/database/client";
import { acrossWorkspaces } from "#lib/database/scope";
import { notFound } from "#lib/errors/app-error";
import { readBytes } from "#lib/http/body";
import { newId } from "#lib/ids";
import { answerTo, InboxAnswer, MAX_HANG_MS } from "#lib/inbox/answer";

const MAX_BODY_BYTES = 1024 * 1024;
const MAX_REQUESTS = 500;
/** Next.js and we add these on the way in; the sender did not send them. */
const ADDED_ON_THE_WAY = /^(x-forwarded-.*|x-posthorn-address|x-middleware-.*|x-invoke-.*|x-matched-path|x-next.*)$/;

/**
 * Receives a request as a webhook's receiver would: keeps it, then answers as the inbox was told to. An inbox keeps its
 * newest 500 requests.
 *
 * @throws {AppError} `not_found` for an unknown token, `payload_too_large` past 1 MB
 */
export function receiveRequest(token: string, request: Request): Promise<Response> {
  return acrossWorkspaces(() => receive(token, request));
}

async function receive(token: string, request: Request): Promise<Response> {
  const inbox = await db().inbox.findUnique({ where: { token }, select: { id: true, answer: true } });
  if (!inbox) throw notFound("inbox");
  const body = await readBytes(request, MAX_BODY_BYTES);
  const answer = await nextAnswer(inbox.id, InboxAnswer.parse(inbox.answer));
  const { pathname, search } = new URL(request.url);
  await db().inboxRequest.create({
    data: {
      id: newId(),
      inboxId: inbox.id,
      method: request.method.slice(0, 16),
      url: `${pathname.replace(/^\/api\/inbox\//, "/inbox/")}${search}`.slice(0, 2048),
      headers: JSON.stringify([...request.headers].filter(([name]) => !ADDED_ON_THE_WAY.test(name))),
      body,
      answeredStatus: answer.hang ? null : answer.status,
    },
  });
  await forgetOldest(inbox.id);
  if (answer.hang) await waitForClient(request, MAX_HANG_MS);
  else if (answer.delayMs > 0) await waitForClient(request, answer.delayMs);
  return respond(answer);
}

/** Of requests that come at once each takes an answer of its own from the sequence. */
async function nextAnswer(id: string, answer: InboxAnswer): Promise<InboxAnswer> {
  if (!answer.sequence?.length) return answer;
  const { served } = await db().inbox.update({
    where: { id },
    data: { served: { increment: 1 } },
    select: { served: true },
  });
  return answerTo(answer, served - 1);
}

/** Waits, but no longer than the client does. */
function waitForClient(request: Request, ms: number): Promise<void> {
  return new Promise((resolve) => {
    const finish = () => {
      clearTimeout(timer);
      request.signal.removeEventListener("abort", finish);
      resolve();
    };
    const timer = setTimeout(finish, ms);
    request.signal.addEventListener("abort", finish);
    if (request.signal.aborted) finish();
  });
}

/** The answer is somebody's text on our own origin, so no browser may run it. */
function respond({ status, headers, body }: InboxAnswer): Response {
  const hasBody = status !== 204 && status !== 205 && status !== 304;
  return new Response(hasBody ? (body ?? "") : null, {
    status,
    headers: {
      "content-type": "text/plain; charset=utf-8",
      ...headers,
      "content-security-policy": "sandbox; default-src 'none'",
      "x-content-type-options": "nosniff",
      "cache-control": "no-store",
    },
  });
}

async function forgetOldest(inboxId: string): Promise<void> {
  await db().$executeRaw`
    DELETE FROM inbox_request WHERE inbox_id = ${inboxId}::uuid AND id < (
      SELECT id FROM inbox_request WHERE inbox_id = ${inboxId}::uuid ORDER BY id DESC OFFSET ${MAX_REQUESTS - 1} LIMIT 1)`;
}
