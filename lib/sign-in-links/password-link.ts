import "server-only";
import { config } from "#lib/config";
import { operatorPath, passwordLinkPath } from "#lib/dashboard-paths";
import type { Transaction } from "#lib/database/client";
import { newId } from "#lib/ids";
import { log } from "#lib/log";
import { openMailServer } from "#lib/mail/mail-server";
import { createOneTimeToken } from "#lib/tokens/one-time-token";

/** Unlike a link that somebody asked for just now, this one is passed on by a person. */
const LINK_HOURS = 24;

/** A link that sets somebody's password, once, and what came of mailing it. */
export interface PasswordLink {
  email: string;
  url: string;
  expiresAt: string;
  mail: "sent" | "failed" | "off";
}

/** The part that belongs to the caller's transaction. @returns the token, in nobody's hands but the caller's */
export async function addPasswordLink(tx: Transaction, email: string): Promise<{ token: string; expiresAt: Date }> {
  const { token, hash } = createOneTimeToken();
  const expiresAt = new Date(Date.now() + LINK_HOURS * 3_600_000);
  await tx.signInLink.create({
    data: { id: newId(), purpose: "password", email, target: operatorPath("workspaces"), tokenHash: hash, expiresAt },
  });
  return { token, expiresAt };
}

/** Mails a link that has been committed, and returns it. */
export async function sendPasswordLink(
  email: string,
  { token, expiresAt }: { token: string; expiresAt: Date },
): Promise<PasswordLink> {
  const url = new URL(passwordLinkPath(token), config().url).href;
  return { email, url, expiresAt: expiresAt.toISOString(), mail: await mailLink(email, url) };
}

async function mailLink(email: string, url: string): Promise<PasswordLink["mail"]> {
  const settings = config().mail;
  if (!settings) return "off";
  const server = openMailServer(settings);
  try {
    await server.send({
      to: [email],
      messageId: `operator-${newId()}`,
      subject: "Set your password for Posthorn",
      text: [
        "You operate an instance of Posthorn. Open this link to set your password; it works once, for a day:",
        url,
        "If you did not expect this, ignore it: nothing happens without the link.\n",
      ].join("\n\n"),
    });
    return "sent";
  } catch (error) {
    log().error({ err: error }, "a link to set a password could not be mailed");
    return "failed";
  } finally {
    server.close();
  }
}
