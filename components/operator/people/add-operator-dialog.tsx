"use client";

import { UserPlus } from "lucide-react";
import { useState } from "react";
import { UNREACHABLE } from "#components/members/member-types";
import type { OperatorActions } from "#components/operator/people/operator-actions";
import { PasswordLinkOnce } from "#components/operator/people/password-link";
import { Button } from "#components/ui/button";
import { Dialog } from "#components/ui/dialog";
import { Field } from "#components/ui/field";
import { Input } from "#components/ui/input";
import { toast } from "#components/ui/toast";
import type { PasswordLink } from "#lib/sign-in-links/password-link";

/** Asks whom to make an operator, and shows the link of an account that was made for them. */
export function AddOperatorDialog({ add }: { add: OperatorActions["add"] }) {
  const [open, setOpen] = useState(false);
  const [email, setEmail] = useState("");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const [link, setLink] = useState<PasswordLink | null>(null);

  function change(next: boolean) {
    setOpen(next);
    if (!next) return;
    setEmail("");
    setError(undefined);
    setLink(null);
  }

  async function submit(event: React.SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    setBusy(true);
    const result = await add({ email }).catch(() => null);
    setBusy(false);
    if (!result?.ok) {
      const problem = result?.errors.find(({ path }) => path === "email");
      return setError(problem ? `The e-mail address ${problem.message}.` : (result?.message ?? UNREACHABLE));
    }
    if (result.data.link) return setLink(result.data.link);
    setOpen(false);
    toast.success("Operator added", `${result.data.operator.name} may operate this instance from now on.`);
  }

  return (
    <>
      <Button variant="primary" onClick={() => change(true)}>
        <UserPlus aria-hidden /> Add operator
      </Button>
      <Dialog
        open={open}
        onOpenChange={change}
        title={link ? "Operator added" : "Add an operator"}
        description={link ? undefined : "Operators may do everything: see and change every product and workspace."}
      >
        {link ? (
          <PasswordLinkOnce link={link} />
        ) : (
          <form onSubmit={submit} noValidate className="grid gap-4">
            <Field
              label="E-mail"
              error={error}
              hint="Whoever has no account yet gets one, and you a link by which they set its password."
            >
              <Input
                type="email"
                autoFocus
                autoComplete="off"
                placeholder="person@example.com"
                value={email}
                onChange={(event) => setEmail(event.target.value)}
              />
            </Field>
            <Button type="submit" variant="primary" className="justify-self-end" busy={busy}>
              Add operator
            </Button>
          </form>
        )}
      </Dialog>
    </>
  );
}
