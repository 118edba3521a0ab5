"use client";

import { Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { curlFor } from "#components/keys/curl-for";
import { type Expiry, ExpiryField, expiresAt } from "#components/keys/expiry-field";
import { KeyOnce } from "#components/keys/key-once";
import { type CreatedKey, fieldProblem, type KeyActions, otherProblem } from "#components/keys/key-types";
import type { ScopeGroup } from "#components/keys/scope-groups";
import { ScopePicker } from "#components/keys/scope-picker";
import { Button } from "#components/ui/button";
import { Dialog } from "#components/ui/dialog";
import { Field } from "#components/ui/field";
import { Input } from "#components/ui/input";
import { Notice } from "#components/ui/notice";
import type { ActionResult } from "#lib/actions/action-result";

const FRESH = { name: "", scopes: [] as string[], expiry: { choice: "365", date: "" } as Expiry };

interface Props {
  /** Where the API is. */
  url: string;
  /** The integration that the key is to belong to. */
  integration: { id: string; name: string } | null;
  groups: readonly ScopeGroup[];
  create: KeyActions["create"];
}

/** Asks for name, scopes and expiry, and shows the key once. */
export function CreateKey({ url, integration, groups, create }: Props) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [values, setValues] = useState(FRESH);
  const [busy, setBusy] = useState(false);
  const [result, setResult] = useState<ActionResult<CreatedKey> | null | undefined>();
  const [asked, setAsked] = useState(false);
  const created = result?.ok ? result.data : null;
  const failed = created ? undefined : result;

  async function submit(event: React.FormEvent) {
    event.preventDefault();
    setBusy(true);
    setResult(undefined);
    const until = expiresAt(values.expiry);
    const answer = await create({
      name: values.name,
      scopes: values.scopes as never,
      integration: integration?.id ?? null,
      ...(until !== undefined && { expiresAt: until }),
    }).catch(() => null);
    setBusy(false);
    setResult(answer);
  }

  function change(next: boolean) {
    if (!next && created) return setAsked(true);
    setOpen(next);
    if (next) [setValues(FRESH), setResult(undefined), setAsked(false)];
  }

  function done() {
    setOpen(false);
    router.refresh();
  }

  const problem = otherProblem(failed, ["name", "scopes", "expiresAt"]);
  return (
    <>
      <Button variant="primary" onClick={() => change(true)}>
        <Plus aria-hidden /> Create key
      </Button>
      <Dialog
        open={open}
        onOpenChange={change}
        title={created ? "Copy the key now" : "Create API key"}
        description={
          created
            ? "It is shown only here. Whoever has it can do what its scopes allow."
            : integration
              ? `For programs of ${integration.name}. It can do what you choose, and never more than you may yourself.`
              : "For programs that act for the whole workspace. It can do what you choose, and never more than you may yourself."
        }
        className="w-[min(34rem,calc(100vw-2rem))]"
      >
        {created ? (
          <KeyOnce
            token={created.token}
            curl={curlFor(url, created.token, created.key.scopes)}
            asked={asked}
            onDone={done}
          />
        ) : (
          <form onSubmit={submit} noValidate className="grid min-w-0 gap-4">
            {problem && (
              <Notice tone="bad" alert>
                {problem}
              </Notice>
            )}
            <Field
              label="Name"
              hint="Where it is used: you will recognise it by this."
              error={fieldProblem(failed, "name", "The name")}
            >
              <Input
                autoFocus
                autoComplete="off"
                placeholder="Nightly sync"
                value={values.name}
                onChange={(event) => setValues({ ...values, name: event.target.value })}
              />
            </Field>
            <ScopePicker
              groups={groups}
              value={values.scopes}
              onChange={(scopes) => setValues({ ...values, scopes })}
              everything="Everything an admin may do, also what is added later"
              error={fieldProblem(failed, "scopes", "The selection")?.replace(/^The selection c/, "C")}
            />
            <ExpiryField
              value={values.expiry}
              onChange={(expiry) => setValues({ ...values, expiry })}
              error={fieldProblem(failed, "expiresAt", "The day")}
            />
            <Button type="submit" variant="primary" className="justify-self-end" busy={busy}>
              Create key
            </Button>
          </form>
        )}
      </Dialog>
    </>
  );
}
