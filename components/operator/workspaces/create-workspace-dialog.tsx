"use client";

import { Plus } from "lucide-react";
import { useState } from "react";
import { UNREACHABLE } from "#components/members/member-types";
import { CreatedWorkspaceResult } from "#components/operator/workspaces/created-workspace";
import { Button } from "#components/ui/button";
import { Checkbox } from "#components/ui/checkbox";
import { Dialog } from "#components/ui/dialog";
import { Field } from "#components/ui/field";
import { Input } from "#components/ui/input";
import { Notice } from "#components/ui/notice";
import { Select } from "#components/ui/select";
import type { ActionResult } from "#lib/actions/action-result";
import type { CreatedWorkspace } from "#lib/workspaces/create-workspace";
import type { WorkspaceInput } from "#lib/workspaces/workspace-input";

interface Props {
  products: { value: string; label: string }[];
  create: (input: WorkspaceInput) => Promise<ActionResult<CreatedWorkspace>>;
}

const LABELS: Record<string, string> = { name: "The name", slug: "The slug", owner: "The e-mail address" };

/** Asks for what a workspace needs, and shows once what came of it. */
export function CreateWorkspaceDialog({ products, create }: Props) {
  const blank = { product: products[0]?.value ?? "", name: "", slug: "", owner: "", apiKey: false };
  const [open, setOpen] = useState(false);
  const [fields, setFields] = useState(blank);
  const [busy, setBusy] = useState(false);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [problem, setProblem] = useState<string>();
  const [created, setCreated] = useState<CreatedWorkspace | null>(null);
  const set = (change: Partial<typeof blank>) => setFields({ ...fields, ...change });

  function change(next: boolean) {
    setOpen(next);
    if (!next) return;
    setFields(blank);
    setErrors({});
    setProblem(undefined);
    setCreated(null);
  }

  async function submit(event: React.SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    setBusy(true);
    const { slug, owner, ...rest } = fields;
    const result = await create({ ...rest, ...(slug && { slug }), ...(owner && { owner }) }).catch(() => null);
    setBusy(false);
    if (result?.ok) return setCreated(result.data);
    const found = result?.errors ?? [];
    setErrors(Object.fromEntries(found.map(({ path, message }) => [path, `${LABELS[path] ?? "It"} ${message}.`])));
    setProblem(found.length > 0 ? undefined : (result?.message ?? UNREACHABLE));
  }

  return (
    <>
      <Button variant="primary" onClick={() => change(true)} disabled={products.length === 0}>
        <Plus aria-hidden /> Create workspace
      </Button>
      <Dialog open={open} onOpenChange={change} title={created ? "Workspace created" : "Create a workspace"}>
        {created ? (
          <CreatedWorkspaceResult created={created} />
        ) : (
          <form onSubmit={submit} noValidate className="grid gap-4">
            {problem && (
              <Notice tone="bad" alert title="Not created">
                {problem}
              </Notice>
            )}
            <Field label="Product" hint="Whose customer it is. It can't be changed later." error={errors.product}>
              <Select options={products} value={fields.product} onValueChange={(product) => set({ product })} />
            </Field>
            <Field label="Name" error={errors.name}>
              <Input
                autoFocus
                autoComplete="off"
                value={fields.name}
                onChange={(event) => set({ name: event.target.value })}
              />
            </Field>
            <Field
              label="Slug"
              optional
              error={errors.slug}
              hint="What your backend calls it when it publishes, and where its pages live. Made from the name if left empty; stays for good."
            >
              <Input
                autoComplete="off"
                spellCheck={false}
                className="font-mono"
                value={fields.slug}
                onChange={(event) => set({ slug: event.target.value })}
              />
            </Field>
            <Field
              label="First owner’s e-mail"
              optional
              error={errors.owner}
              hint="They get an invitation, whose link you can copy too."
            >
              <Input
                type="email"
                autoComplete="off"
                placeholder="person@example.com"
                value={fields.owner}
                onChange={(event) => set({ owner: event.target.value })}
              />
            </Field>
            <label className="flex items-start gap-2.5">
              <Checkbox
                aria-label="Create an API key"
                checked={fields.apiKey}
                onCheckedChange={(apiKey) => set({ apiKey })}
              />
              <span className="grid">
                <span className="font-medium">Create an API key</span>
                <span className="text-xs text-ink-muted">For your backend, with every scope. Shown once.</span>
              </span>
            </label>
            <Button type="submit" variant="primary" className="justify-self-end" busy={busy}>
              Create workspace
            </Button>
          </form>
        )}
      </Dialog>
    </>
  );
}
