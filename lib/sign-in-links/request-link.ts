import "server-only";
import { z } from "zod";
import { limitLinks } from "#lib/auth/limit-sign-in";
import { config } from "#lib/config";
import { ownPath, passwordLinkPath, signInLinkPath } from "#lib/dashboard-paths";
import { db } from "#lib/database/client";
import { AppError } from "#lib/errors/app-error";
import { parseInput } from "#lib/errors/parse-input";
import { newId } from "#lib/ids";
import { log } from "#lib/log";
import { openMailServer } from "#lib/mail/mail-server";
import { LINK_MINUTES, LINK_PURPOSES, type LinkPurpose, linkEnd } from "#lib/sign-in-links/link-rules";
import { createOneTimeToken } from "#lib/tokens/one-time-token";
import { isInvited } from "#lib/users/find-by-address";
import { Email } from "#lib/users/user-schema";

const LinkRequest = z.strictObject({
  purpose: z.enum(LINK_PURPOSES),
  email: Email,
  /** The page to go to after signing in. */
  to: z.string().max(2000).default("/"),
});
export type LinkRequest = z.input<typeof LinkRequest>;

/**
 * Takes a request for a mailed link. The answer is the same whoever asks for whom, and so is what is done before it:
 * looking somebody up and writing to them is the work that is returned, to be done after the answer is sent.
 *
 * @throws {AppError} `invalid_input` for what is no address; `rate_limited`; `not_found` where no mail goes out
 */
export function requestLink(input: LinkRequest, request: { address: string | null }): () => Promise<void> {
  const { purpose, email, to } = parseInput(LinkRequest, input);
  if (!config().mail) throw new AppError("not_found", "This Posthorn sends no mail. Ask whoever runs it.");
  limitLinks(email, request.address);
  return async () => {
    try {
      await sendLink(purpose, email, ownPath(to));
    } catch (error) {
      log().error({ err: error }, "a link to sign in could not be mailed");
    }
  };
}

async function sendLink(purpose: LinkPurpose, email: string, target: string): Promise<void> {
  const settings = config().mail;
  const account = await db().user.findUnique({ where: { email }, select: { id: true } });
  // Who is invited may begin with a link; a password needs an account.
  const concerns = account !== null || (purpose === "sign-in" && (await isInvited(db(), email)));
  if (!settings || !concerns) return;
  const { token, hash } = createOneTimeToken();
  await db().signInLink.deleteMany({ where: { expiresAt: { lt: new Date() } } });
  await db().signInLink.create({
    data: { id: newId(), purpose, email, target, tokenHash: hash, expiresAt: linkEnd() },
  });
  const server = openMailServer(settings);
  try {
    await server.send({ to: [email], messageId: `${purpose}-${newId()}`, ...mailOf(purpose, token) });
  } finally {
    server.close();
  }
}

function mailOf(purpose: LinkPurpose, token: string): { subject: string; text: string } {
  const path = purpose === "sign-in" ? signInLinkPath(token) : passwordLinkPath(token);
  const what = purpose === "sign-in" ? "sign in to Posthorn" : "set a new password for Posthorn";
  const paragraphs = [
    `Open this link to ${what}; it works once, for ${LINK_MINUTES} minutes:`,
    new URL(path, config().url).href,
    "If you did not ask for it, ignore it: nothing happens without the link.\n",
  ];
  return {
    subject: purpose === "sign-in" ? "Sign in to Posthorn" : "Your new password",
    text: paragraphs.join("\n\n"),
  };
}
