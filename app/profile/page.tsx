import { ArrowLeft } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import {
  changePasswordAction,
  endAllSessionsAction,
  endSessionAction,
  unlinkAccountAction,
  updateProfileAction,
} from "#app/_actions/profile";
import { requireUser } from "#app/_lib/session";
import { LinkedAccounts } from "#components/profile/linked-accounts";
import { NameForm } from "#components/profile/name-form";
import { PasswordForm } from "#components/profile/password-form";
import { SessionList } from "#components/profile/session-list";
import { Logo } from "#components/shell/logo";
import { ButtonLink } from "#components/ui/button";
import { listSessions } from "#lib/sessions/list-sessions";
import { listWaysIn } from "#lib/users/linked-accounts";

export const metadata: Metadata = { title: "Profile" };

export default async function ProfilePage() {
  const user = await requireUser();
  const [sessions, ways] = await Promise.all([listSessions(user), listWaysIn(user)]);
  return (
    <main className="mx-auto grid max-w-xl gap-8 px-4 py-6 sm:py-10">
      <header className="grid gap-4">
        <div className="flex items-center justify-between gap-4">
          <Link href="/" aria-label="Posthorn" className="w-fit rounded">
            <Logo />
          </Link>
          <ButtonLink href="/" variant="ghost" size="sm">
            <ArrowLeft aria-hidden /> Back to your workspace
          </ButtonLink>
        </div>
        <h1 className="text-xl font-semibold tracking-tight">Profile</h1>
      </header>
      <NameForm key={user.name} name={user.name} email={user.email} update={updateProfileAction} />
      <section aria-labelledby="ways-in" className="grid gap-3">
        <h2 id="ways-in" className="text-base font-semibold">
          How you sign in
        </h2>
        <LinkedAccounts ways={ways} email={user.email} unlink={unlinkAccountAction} />
      </section>
      <section aria-labelledby="password" className="grid gap-3">
        <h2 id="password" className="text-base font-semibold">
          Password
        </h2>
        <PasswordForm email={user.email} hasPassword={ways.password} change={changePasswordAction} />
      </section>
      <section aria-labelledby="sessions" className="grid gap-3">
        <h2 id="sessions" className="text-base font-semibold">
          Where you are signed in
        </h2>
        <SessionList sessions={sessions} end={endSessionAction} endAll={endAllSessionsAction} />
      </section>
    </main>
  );
}
