"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { FileField } from "#components/operator/products/file-field";
import { ImportCounts } from "#components/operator/products/import-counts";
import { Button, ButtonLink } from "#components/ui/button";
import { Field } from "#components/ui/field";
import { Textarea } from "#components/ui/input";
import { Notice } from "#components/ui/notice";
import { Switch } from "#components/ui/switch";
import { toast } from "#components/ui/toast";
import type { ActionResult } from "#lib/actions/action-result";
import { operatorPath } from "#lib/dashboard-paths";
import type { FieldError } from "#lib/errors/app-error";
import type { ImportInput, ImportQuery } from "#lib/event-types/import-event-types";
import type { ImportPlan } from "#lib/event-types/plan-import";

interface Props {
  slug: string;
  run: (input: ImportInput, query: ImportQuery) => Promise<ActionResult<ImportPlan>>;
}

/** Brings the catalogue to what a document says: first it is told what would change, then it is done, all or nothing. */
export function ImportForm({ slug, run }: Props) {
  const [text, setText] = useState("");
  const [file, setFile] = useState<string>();
  const [archiveMissing, setArchiveMissing] = useState(false);
  const [plan, setPlan] = useState<ImportPlan>();
  const [problem, setProblem] = useState<{ message: string; errors: FieldError[] }>();
  const [busy, setBusy] = useState<"look" | "apply">();
  const router = useRouter();
  const list = operatorPath("products", slug, "event-types");

  /** A plan is about exactly this document. */
  function change(document: string, name?: string) {
    setText(document);
    setFile(name);
    setPlan(undefined);
    setProblem(undefined);
  }

  async function ask(step: "look" | "apply") {
    setBusy(step);
    const result = await run({ document: text, archiveMissing }, { dryRun: step === "look" ? "true" : "false" }).catch(
      () => null,
    );
    setBusy(undefined);
    setProblem(
      result?.ok ? undefined : (result ?? { message: "The server could not be reached. Try again.", errors: [] }),
    );
    if (!result?.ok) return;
    if (step === "look") return setPlan(result.data);
    toast.success("Imported", "Publishers meet the changes within two seconds.");
    router.push(list);
  }

  return (
    <div className="grid max-w-3xl gap-6">
      <Field
        label="Document"
        hint="An OpenAPI 3.1 description with webhooks, as JSON or YAML, or the list that Export gives you."
      >
        <Textarea
          rows={12}
          spellCheck={false}
          placeholder={"openapi: 3.1.0\nwebhooks:\n  order.created:\n    post: …"}
          className="font-mono text-xs"
          value={text}
          onChange={(event) => change(event.target.value)}
        />
      </Field>
      <FileField
        label="Catalogue file"
        accept=".json,.yaml,.yml,application/json"
        file={file}
        onRead={(read) => change(read.text, read.name)}
      />
      <label className="flex items-start gap-3">
        <Switch
          aria-label="Archive what the document does not have"
          checked={archiveMissing}
          onCheckedChange={(checked) => {
            setArchiveMissing(checked);
            setPlan(undefined);
          }}
        />
        <span className="grid">
          <span className="font-medium">Archive what the document does not have</span>
          <span className="text-xs text-ink-muted">Otherwise other event types stay as they are.</span>
        </span>
      </label>
      {problem && <Problems {...problem} />}
      {plan && <ImportCounts plan={plan} />}
      <div className="flex flex-wrap gap-2">
        {plan ? (
          <Button variant="primary" busy={busy === "apply"} disabled={isEmpty(plan)} onClick={() => ask("apply")}>
            Import
          </Button>
        ) : (
          <Button variant="primary" busy={busy === "look"} disabled={text.trim() === ""} onClick={() => ask("look")}>
            Check what would change
          </Button>
        )}
        <ButtonLink href={list}>Cancel</ButtonLink>
      </div>
    </div>
  );
}

const isEmpty = ({ created, changed, archived }: ImportPlan) => created.length + changed.length + archived.length === 0;

function Problems({ message, errors }: { message: string; errors: FieldError[] }) {
  return (
    <Notice tone="bad" alert title="Nothing was changed">
      {errors.length === 0 ? (
        message
      ) : (
        <ul className="grid gap-0.5">
          {errors.map(({ path, message: text }) => (
            <li key={path + text}>
              <code className="text-xs">{path}</code> {text}
            </li>
          ))}
        </ul>
      )}
    </Notice>
  );
}
