import { Notice } from "#components/ui/notice";
import { SecretValue } from "#components/webhooks/secret-once";
import type { PasswordLink } from "#lib/sign-in-links/password-link";

/** A link that sets a password, the only time it is shown, and what came of mailing it. */
export function PasswordLinkOnce({ link: { email, url, mail } }: { link: PasswordLink }) {
  return (
    <div className="grid gap-4">
      {mail === "sent" && <Notice tone="good">Mailed to {email}.</Notice>}
      {mail === "failed" && (
        <Notice tone="warn">The mail server did not take it. Send the link yourself, or try again later.</Notice>
      )}
      <p className="text-ink-soft text-pretty">
        {mail === "sent" ? "You can also send" : "Send"} this link to {email}. It sets their password once, within a
        day, and is not shown again.
      </p>
      <SecretValue secret={url} label="Link" />
    </div>
  );
}
