"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { FileField } from "#components/operator/products/file-field";
import { Button, ButtonLink } from "#components/ui/button";
import { Checkbox } from "#components/ui/checkbox";
import { Field, FieldError } from "#components/ui/field";
import { Input } from "#components/ui/input";
import { Notice } from "#components/ui/notice";
import { RadioGroup, RadioOption } from "#components/ui/radio";
import type { ActionResult } from "#lib/actions/action-result";
import { operatorPath } from "#lib/dashboard-paths";
import type { FieldError as Problem } from "#lib/errors/app-error";
import type { ProductInput } from "#lib/products/product-schema";
import type { ProductView } from "#lib/products/product-view";
import { slugOf } from "#lib/products/slug-of";
import { plural } from "#lib/text/plural";

export interface PresetChoice {
  value: NonNullable<ProductInput["preset"]>;
  label: string;
  hint: string;
  eventTypes: number;
}

interface Props {
  presets: PresetChoice[];
  create: (input: ProductInput) => Promise<ActionResult<ProductView>>;
}

/** Creates a product from a preset, or from a profile in a file. */
export function CreateProduct({ presets, create }: Props) {
  const [name, setName] = useState("");
  const [slug, setSlug] = useState<string>();
  const [choice, setChoice] = useState<string>("standard");
  const [copyTypes, setCopyTypes] = useState(false);
  const [file, setFile] = useState<{ name: string; text: string }>();
  const [problem, setProblem] = useState<{ message: string; errors: Problem[] }>();
  const [busy, setBusy] = useState(false);
  const router = useRouter();
  const preset = presets.find(({ value }) => value === choice);
  const shownSlug = slug ?? slugOf(name);
  const errorAt = (path: string) => problem?.errors.find((error) => error.path === path)?.message;
  const inProfile = problem?.errors.filter(({ path }) => path.startsWith("profile")) ?? [];

  async function submit(event: React.SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const input = inputOf();
    if (!input) return;
    setBusy(true);
    const result = await create(input).catch(() => null);
    if (result?.ok) return router.push(operatorPath("products", result.data.slug));
    setBusy(false);
    setProblem(result ?? { message: "The server could not be reached. What you typed is still here.", errors: [] });
  }

  function inputOf(): ProductInput | null {
    const own = { name, ...(shownSlug && { slug: shownSlug }) };
    if (preset) return { ...own, preset: preset.value, eventTypes: copyTypes };
    try {
      return { ...own, profile: JSON.parse(file?.text ?? "") };
    } catch {
      setProblem({ message: "The file is not JSON. Choose the profile as a .json file.", errors: [] });
      return null;
    }
  }

  return (
    <form aria-label="Create product" noValidate onSubmit={submit} className="grid max-w-2xl gap-6">
      {problem && (
        <Notice tone="bad" alert title="Not created">
          {inProfile.length > 0 ? (
            <ul>
              {inProfile.map(({ path, message }) => (
                <li key={path + message}>
                  <code className="text-xs">{path.replace(/^profile\.?/, "") || "profile"}</code> {message}
                </li>
              ))}
            </ul>
          ) : (
            problem.message
          )}
        </Notice>
      )}
      <Field label="Name" hint="As people read it. It can be changed." error={errorAt("name")}>
        <Input autoComplete="off" placeholder="Nimbus" value={name} onChange={(event) => setName(event.target.value)} />
      </Field>
      <Field label="Slug" hint="How programs and addresses name it, for good." error={errorAt("slug")}>
        <Input
          autoComplete="off"
          spellCheck={false}
          className="font-mono text-xs"
          value={shownSlug}
          onChange={(event) => setSlug(event.target.value)}
        />
      </Field>
      <fieldset className="grid gap-1.5">
        <legend className="mb-1.5 font-medium">Begin with</legend>
        <RadioGroup
          aria-label="Begin with"
          value={choice}
          onValueChange={(value) => {
            setChoice(String(value));
            setCopyTypes(value !== "standard" && value !== "file");
          }}
          className="panel grid gap-0.5 p-1"
        >
          {presets.map(({ value, label, hint, eventTypes }) => (
            <RadioOption key={value} value={value} label={label} hint={hint} chosen={choice}>
              <label className="flex items-center gap-2">
                <Checkbox checked={copyTypes} onCheckedChange={setCopyTypes} />
                Copy its {plural(eventTypes, "event type", "event types")} too
              </label>
            </RadioOption>
          ))}
          <RadioOption
            value="file"
            label="A file"
            hint="A profile as JSON, such as another instance’s."
            chosen={choice}
          >
            <FileField label="Profile file" accept=".json,application/json" file={file?.name} onRead={setFile} />
          </RadioOption>
        </RadioGroup>
        <FieldError message={errorAt("preset")} />
        <p className="text-xs text-ink-muted">
          Every rule can be changed afterwards. Nothing is sent before you publish.
        </p>
      </fieldset>
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="primary" busy={busy} disabled={choice === "file" && !file}>
          Create product
        </Button>
        <ButtonLink href={operatorPath("products")}>Cancel</ButtonLink>
      </div>
    </form>
  );
}
