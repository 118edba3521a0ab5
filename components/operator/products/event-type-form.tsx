"use client";

import { useState } from "react";
import type { z } from "zod";
import { Button } from "#components/ui/button";
import { Field } from "#components/ui/field";
import { Input, Textarea } from "#components/ui/input";
import { Notice } from "#components/ui/notice";
import { Select } from "#components/ui/select";
import { useUnsavedGuard } from "#components/use-unsaved-guard";
import type { ActionResult } from "#lib/actions/action-result";
import type { FieldError } from "#lib/errors/app-error";
import type { EventTypeInput } from "#lib/event-types/event-type-schema";
import type { ProductEventType } from "#lib/event-types/product-event-types";
import { prettyJson } from "#lib/json/pretty";

const VALIDATIONS = [
  { value: "off", label: "Accept it" },
  { value: "warn", label: "Accept it, and warn the publisher" },
  { value: "reject", label: "Refuse it" },
];
const ROLES = [
  { value: "viewer", label: "Everybody" },
  { value: "developer", label: "Developers, admins and owners" },
  { value: "admin", label: "Admins and owners" },
  { value: "owner", label: "Owners" },
];

type Values = Omit<z.output<typeof EventTypeInput>, "schema" | "example"> & { schema: string; example: string };

interface Props {
  /** What is edited; null for a new one. */
  type: ProductEventType | null;
  /** The groups that other types are in. */
  groups: string[];
  submitLabel: string;
  /** @param example as it was typed */
  submit: (
    input: Omit<Required<EventTypeInput>, "example">,
    example: string,
  ) => Promise<ActionResult<ProductEventType>>;
  onDone: (type: ProductEventType) => void;
  cancel?: React.ReactNode;
}

/** Creates or edits an event type. */
export function EventTypeForm({ type, groups, submit, onDone, ...props }: Props) {
  const [initial, setInitial] = useState(() => valuesOf(type));
  const [values, setValues] = useState(initial);
  const [problem, setProblem] = useState<{ message: string; errors: FieldError[] }>();
  const [busy, setBusy] = useState(false);
  const isDirty = JSON.stringify(values) !== JSON.stringify(initial);
  useUnsavedGuard(isDirty && !busy);
  const set = (patch: Partial<Values>) => setValues((before) => ({ ...before, ...patch }));
  const errorAt = (field: string) => {
    const error = problem?.errors.find(({ path }) => path === field || path.startsWith(`${field}.`));
    return error && `${error.path === field ? "It" : `“${error.path.slice(field.length + 1)}”`} ${error.message}.`;
  };

  async function save(event: React.SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const errors = [...jsonError("schema", values.schema, true), ...jsonError("example", values.example, false)];
    if (errors.length > 0) return setProblem({ message: "Some fields are not valid.", errors });
    setBusy(true);
    const { schema, example, ...fields } = values;
    const input = { ...fields, schema: schema.trim() === "" ? null : JSON.parse(schema) };
    const result = await submit(input, example).catch(() => null);
    if (result?.ok) {
      setInitial(values);
      setProblem(undefined);
      onDone(result.data);
    } else {
      setProblem(result ?? { message: "The server could not be reached. What you typed is still here.", errors: [] });
    }
    setBusy(false);
  }

  return (
    <form aria-label={type ? "Edit event type" : "Create event type"} noValidate onSubmit={save} className="grid gap-6">
      {problem && (
        <Notice tone="bad" alert title="Not saved">
          {problem.message}
        </Notice>
      )}
      <div className="grid gap-6 sm:grid-cols-2">
        {type === null && (
          <Field label="Name" hint="How publishers and webhooks name it, for good." error={errorAt("name")}>
            <Input
              autoComplete="off"
              spellCheck={false}
              placeholder="order.created"
              className="font-mono text-xs"
              value={values.name}
              onChange={(event) => set({ name: event.target.value })}
            />
          </Field>
        )}
        <Field label="Group" optional hint="What it is listed under." error={errorAt("group")}>
          <Input
            autoComplete="off"
            list="groups"
            placeholder="Orders"
            value={values.group}
            onChange={(event) => set({ group: event.target.value })}
          />
        </Field>
        <datalist id="groups">
          {groups.map((group) => (
            <option key={group} value={group} />
          ))}
        </datalist>
        <Field label="Seen by" hint="A webhook receives what its owner may see, from the next event on.">
          <Select
            options={ROLES}
            value={values.lowestRole}
            onValueChange={(role) => set({ lowestRole: role as Values["lowestRole"] })}
          />
        </Field>
      </div>
      <Field label="Description" optional error={errorAt("description")}>
        <Textarea
          rows={2}
          placeholder="When it happens, in a sentence"
          value={values.description}
          onChange={(event) => set({ description: event.target.value })}
        />
      </Field>
      <div className="grid gap-6 lg:grid-cols-2">
        <Field
          label="Example of its data"
          hint="Test events send it exactly as it stands here. It must match the schema."
          error={errorAt("example")}
        >
          <Textarea
            rows={12}
            spellCheck={false}
            className="font-mono text-xs"
            value={values.example}
            onChange={(event) => set({ example: event.target.value })}
          />
        </Field>
        <Field label="JSON Schema of its data" optional hint="JSON Schema 2020-12." error={errorAt("schema")}>
          <Textarea
            rows={12}
            spellCheck={false}
            placeholder={'{"type": "object", "required": ["id"]}'}
            className="font-mono text-xs"
            value={values.schema}
            onChange={(event) => set({ schema: event.target.value })}
          />
        </Field>
      </div>
      {values.schema.trim() !== "" && (
        <Field label="Published data that does not match" className="max-w-sm">
          <Select
            options={VALIDATIONS}
            value={values.validation}
            onValueChange={(validation) => set({ validation: validation as Values["validation"] })}
          />
        </Field>
      )}
      <div className="flex flex-wrap items-center gap-2">
        <Button type="submit" variant="primary" busy={busy} disabled={type !== null && !isDirty}>
          {props.submitLabel}
        </Button>
        {props.cancel}
      </div>
    </form>
  );
}

function valuesOf(type: ProductEventType | null): Values {
  return {
    name: type?.name ?? "",
    group: type?.group ?? "",
    description: type?.description ?? "",
    lowestRole: type?.lowestRole ?? "viewer",
    validation: type?.validation ?? "off",
    schema: type?.schema == null ? "" : JSON.stringify(type.schema, null, 2),
    example: prettyJson(type?.example ?? '{"id":"ord_1"}'),
  };
}

function jsonError(path: string, text: string, mayBeEmpty: boolean): FieldError[] {
  if (mayBeEmpty && text.trim() === "") return [];
  try {
    JSON.parse(text);
    return [];
  } catch (error) {
    return [{ path, message: `is not JSON: ${error instanceof Error ? error.message : error}` }];
  }
}
