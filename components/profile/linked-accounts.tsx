"use client";

import { KeyRound, Mail, UserRoundCheck } from "lucide-react";
import { useState } from "react";
import { AlertDialog } from "#components/ui/alert-dialog";
import { Badge } from "#components/ui/badge";
import { Button } from "#components/ui/button";
import { RelativeTime } from "#components/ui/relative-time";
import { toast } from "#components/ui/toast";
import type { ActionResult } from "#lib/actions/action-result";
import type { LinkedAccountView, WaysIn } from "#lib/users/linked-accounts";

interface Props {
  ways: WaysIn;
  email: string;
  unlink: (id: string) => Promise<ActionResult<void>>;
}

/** Every way in which the reader can sign in, and the means to take linked accounts away. */
export function LinkedAccounts({ ways, email, unlink }: Props) {
  const [asked, setAsked] = useState<LinkedAccountView | null>(null);
  const [busy, setBusy] = useState(false);
  const others = ways.accounts.filter(({ works }) => works).length - 1;
  const isOnlyWay = !ways.password && !ways.mail && others < 1;

  async function run() {
    if (!asked) return;
    setBusy(true);
    const result = await unlink(asked.id).catch(() => null);
    setBusy(false);
    setAsked(null);
    if (result?.ok) toast.success(`${asked.provider} account unlinked`);
    else toast.error("Not unlinked", result?.message ?? "The server could not be reached. Try again.");
  }

  return (
    <>
      <ul aria-label="Ways to sign in" className="panel divide-y divide-line">
        <Way icon={<KeyRound />} title="Password">
          {ways.password ? "Set" : "None yet. Set one below."}
        </Way>
        {ways.mail && (
          <Way icon={<Mail />} title="Link by e-mail">
            To {email}
          </Way>
        )}
        {ways.accounts.map((account) => (
          <Way
            key={account.id}
            icon={<UserRoundCheck />}
            title={account.provider}
            badge={!account.works && <Badge>Not configured any more</Badge>}
            action={
              <Button
                size="sm"
                disabled={account.works && isOnlyWay}
                title={account.works && isOnlyWay ? "Your only way to sign in: set a password first" : undefined}
                aria-label={`Unlink ${account.provider} account ${account.label}`}
                onClick={() => setAsked(account)}
              >
                Unlink
              </Button>
            }
          >
            {account.label} · linked <RelativeTime date={account.createdAt} /> · last used{" "}
            <RelativeTime date={account.lastUsedAt} />
          </Way>
        ))}
      </ul>
      <AlertDialog
        open={asked !== null}
        onOpenChange={(open) => !open && setAsked(null)}
        title={`Unlink ${asked?.label ?? ""}?`}
        description={`Browsers that signed in with ${asked?.provider ?? "it"} are signed out, but for this one. Signing in with it again links it again, as long as its verified address is ${email}.`}
        confirmLabel="Unlink"
        destructive
        busy={busy}
        onConfirm={run}
      />
    </>
  );
}

function Way(props: {
  icon: React.ReactNode;
  title: string;
  badge?: React.ReactNode;
  action?: React.ReactNode;
  children: React.ReactNode;
}) {
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-3">
      <span aria-hidden className="text-ink-muted [&_svg]:size-4">
        {props.icon}
      </span>
      <div className="min-w-0 flex-1">
        <p className="flex items-center gap-2">
          <span className="truncate font-medium">{props.title}</span>
          {props.badge}
        </p>
        <p className="text-xs text-ink-muted wrap-anywhere">{props.children}</p>
      </div>
      {props.action}
    </li>
  );
}
