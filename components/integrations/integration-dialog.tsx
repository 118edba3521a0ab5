"use client";

import { useState } from "react";
import { fieldProblem, otherProblem } from "#components/keys/key-types";
import { Button } from "#components/ui/button";
import { Dialog } from "#components/ui/dialog";
import { Field } from "#components/ui/field";
import { Input, Textarea } from "#components/ui/input";
import { Notice } from "#components/ui/notice";
import type { ActionResult } from "#lib/actions/action-result";
import type { IntegrationInput } from "#lib/integrations/integration-schema";
import type { IntegrationView } from "#lib/integrations/integration-view";

interface Props {
  title: string;
  description?: string;
  submitLabel: string;
  initial: { name: string; description: string };
  open: boolean;
  onOpenChange: (open: boolean) => void;
  save: (input: IntegrationInput) => Promise<ActionResult<IntegrationView>>;
  onSaved: (integration: IntegrationView) => void;
}

/** Asks for an integration's name and description. */
export function IntegrationDialog({ initial, open, onOpenChange, save, onSaved, ...words }: Props) {
  const [values, setValues] = useState(initial);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<ActionResult<IntegrationView> | null>();

  async function submit(event: React.FormEvent) {
    event.preventDefault();
    setBusy(true);
    setFailed(undefined);
    const result = await save(values).catch(() => null);
    if (result?.ok) onSaved(result.data);
    else setFailed(result);
    setBusy(false);
  }

  const problem = otherProblem(failed, ["name", "description"]);
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={words.title} description={words.description}>
      <form onSubmit={submit} noValidate className="grid gap-4">
        {problem && (
          <Notice tone="bad" alert>
            {problem}
          </Notice>
        )}
        <Field label="Name" error={fieldProblem(failed, "name", "The name")}>
          <Input
            autoFocus
            autoComplete="off"
            placeholder="ERP"
            value={values.name}
            onChange={(event) => setValues({ ...values, name: event.target.value })}
          />
        </Field>
        <Field label="Description" optional error={fieldProblem(failed, "description", "The description")}>
          <Textarea
            placeholder="Books what was paid, nightly."
            value={values.description}
            onChange={(event) => setValues({ ...values, description: event.target.value })}
          />
        </Field>
        <Button type="submit" variant="primary" className="justify-self-end" busy={busy}>
          {words.submitLabel}
        </Button>
      </form>
    </Dialog>
  );
}
