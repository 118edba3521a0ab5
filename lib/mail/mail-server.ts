import "server-only";
import { createTransport } from "nodemailer";

export interface MailSettings {
  /** `smtp://user:password@host:587` or `smtps://…:465`. */
  smtpUrl: string;
  /** The sender, e.g. `Posthorn <webhooks@example.com>`. */
  from: string;
}

interface Mail {
  to: string[];
  subject: string;
  /** Plain text. */
  text: string;
  /** The same for the same mail, so that a mail sent twice can be told. */
  messageId: string;
}

export interface MailServer {
  /** @throws when the server does not take it within 10 s */
  send(mail: Mail): Promise<void>;
  /** @throws when the server does not answer, or not accept us, within 10 s */
  verify(): Promise<void>;
  close(): void;
}

const TIMEOUT_MS = 10_000;

/** A connection to the operator's SMTP server, opened with the first mail. The caller closes it. */
export function openMailServer({ smtpUrl, from }: MailSettings): MailServer {
  const transport = createTransport({
    url: smtpUrl,
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
    // Names are put into subjects and texts; nothing of a mail is ever read from a file or fetched.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    send: async ({ messageId, ...mail }) => {
      await transport.sendMail({ ...mail, from, messageId: `<${messageId}@posthorn>` });
    },
    verify: async () => {
      await transport.verify();
    },
    close: () => transport.close(),
  };
}
