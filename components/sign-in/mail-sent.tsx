import { MailCheck } from "lucide-react";
import { useEffect, useRef } from "react";

/** What follows a request for a link, whether or not there is such an account. */
export function MailSent({ email, children }: { email: string; children: React.ReactNode }) {
  const title = useRef<HTMLHeadingElement>(null);
  // The form that had the focus is gone; the next thing to read is this.
  useEffect(() => title.current?.focus(), []);
  return (
    <div className="panel grid justify-items-center gap-3 p-6 text-center">
      <div className="grid size-10 place-items-center rounded-lg bg-accent-soft text-accent-strong">
        <MailCheck aria-hidden className="size-5" />
      </div>
      <h2 ref={title} tabIndex={-1} className="text-base font-semibold outline-none">
        Look into your mailbox
      </h2>
      <p className="text-ink-muted text-pretty wrap-anywhere">
        If <strong className="font-medium text-ink">{email}</strong> may sign in here, a link is on its way to it. It
        works once, for 15 minutes.
      </p>
      {children}
    </div>
  );
}
