import "server-only";
import { recordSession } from "#lib/audit/record-session";
import { db } from "#lib/database/client";
import { newId } from "#lib/ids";

/** What is known of whoever signs in. */
export interface Visitor {
  id: string;
  address: string | null;
  userAgent: string | null;
}

const MAX_USER_AGENT = 300;

/** Begins a session of its own for each sign-in, so that nothing known from before is of any use. @returns its row id */
export async function startSession(
  person: { id: string; name: string },
  method: string,
  visitor: Visitor,
): Promise<string> {
  const id = newId();
  await db().session.create({
    data: {
      id,
      userId: person.id,
      method,
      address: visitor.address,
      userAgent: visitor.userAgent?.slice(0, MAX_USER_AGENT) ?? null,
    },
  });
  await recordSession(person, "session.created", visitor, { method });
  return id;
}
