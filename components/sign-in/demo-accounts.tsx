"use client";

import type { Account } from "#components/sign-in/sign-in-form";

/** The demo's accounts by workspace; a press fills the form. */
export function DemoAccounts({ accounts, onPick }: { accounts: Account[]; onPick: (account: Account) => void }) {
  const workspaces = Map.groupBy(accounts, (account) => account.workspace);
  return (
    <section aria-labelledby="demo-accounts" className="panel p-4">
      <h2 id="demo-accounts" className="font-medium">
        Demo accounts
      </h2>
      <p className="text-xs text-ink-muted">Pick a role to fill in the form. Shown only in demo mode.</p>
      <dl className="mt-3 grid gap-2">
        {[...workspaces].map(([workspace, members]) => (
          <div key={workspace} className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1">
            <dt className="text-ink-soft">{workspace}</dt>
            <dd className="flex flex-wrap gap-1">
              {members.map((account) => (
                <button
                  key={account.email}
                  type="button"
                  title={account.email}
                  aria-label={`${account.role} of ${workspace}`}
                  onClick={() => onPick(account)}
                  className="rounded border border-line-strong px-1.5 py-0.5 text-xs text-ink-soft hover:bg-hover hover:text-ink"
                >
                  {account.role}
                </button>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
