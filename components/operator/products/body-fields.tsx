"use client";

import { ArrowDown, ArrowUp, Plus, X } from "lucide-react";
import { errorAt, type PartProps } from "#components/operator/products/editor-types";
import { SourceSelect } from "#components/operator/products/source-select";
import { Button } from "#components/ui/button";
import { Field, FieldError } from "#components/ui/field";
import { Input } from "#components/ui/input";
import { Select } from "#components/ui/select";
import type { Profile } from "#lib/profiles/profile-schema";

type BodyField = Profile["body"]["fields"][number];

const FORMATS = [
  { value: "iso-milliseconds", label: "2026-03-18T14:30:00.000Z" },
  { value: "iso-seconds", label: "2026-03-18T14:30:00Z" },
  { value: "unix-seconds", label: "1773844200" },
];

/** The keys of the body in their order, each with where its value comes from. */
export function BodyFields({ profile, change, errors }: PartProps) {
  const { body } = profile;
  const setFields = (fields: BodyField[]) => change({ body: { ...body, fields } });
  const set = (index: number, field: BodyField) => setFields(body.fields.map((one, i) => (i === index ? field : one)));

  function move(index: number, by: 1 | -1) {
    const fields = [...body.fields];
    const [moved] = fields.splice(index, 1);
    if (moved) fields.splice(index + by, 0, moved);
    setFields(fields);
  }

  return (
    <div className="grid gap-4">
      <ol className="grid gap-2.5">
        {body.fields.map((field, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a field is its place; two may be alike while they are typed
          <li key={i} className="grid gap-1">
            <BodyRow
              field={field}
              index={i}
              last={body.fields.length - 1}
              error={errorAt(errors, `body.fields.${i}`, true)}
              onChange={(next) => set(i, next)}
              onMove={(by) => move(i, by)}
              onRemove={() => setFields(body.fields.filter((_, at) => at !== i))}
            />
          </li>
        ))}
      </ol>
      <FieldError message={errorAt(errors, "body.fields")} />
      <Button size="sm" className="w-fit" onClick={() => setFields([...body.fields, { name: "", from: "eventId" }])}>
        <Plus aria-hidden /> Add field
      </Button>
      <Field label="Times are written as" className="max-w-xs">
        <Select
          options={FORMATS}
          value={body.timestampFormat}
          onValueChange={(value) =>
            change({ body: { ...body, timestampFormat: value as Profile["body"]["timestampFormat"] } })
          }
        />
      </Field>
    </div>
  );
}

interface RowProps {
  field: BodyField;
  index: number;
  last: number;
  error: string | undefined;
  onChange: (field: BodyField) => void;
  onMove: (by: 1 | -1) => void;
  onRemove: () => void;
}

function BodyRow({ field, index, last, error, onChange, onMove, onRemove }: RowProps) {
  const nth = index + 1;
  const sources = [field.from].flat();
  const setSources = (next: string[]) => onChange({ ...field, from: next.length === 1 ? (next[0] ?? "") : next });
  return (
    <>
      <div className="grid grid-cols-[minmax(0,2fr)_minmax(0,3fr)_auto] items-start gap-2 max-sm:grid-cols-[minmax(0,1fr)_auto]">
        <Input
          aria-label={`Name of field ${nth}`}
          aria-invalid={error ? true : undefined}
          autoComplete="off"
          spellCheck={false}
          className="font-mono text-xs"
          value={field.name}
          onChange={(event) => onChange({ ...field, name: event.target.value })}
        />
        <div className="grid gap-1.5 max-sm:col-span-2 max-sm:row-start-2">
          {sources.map((source, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the first source that has a value counts, so the place is it
            <div key={i} className="grid grid-cols-[minmax(0,1fr)_auto] gap-1">
              <SourceSelect
                label={i === 0 ? `Source of field ${nth}` : `Fallback ${i} of field ${nth}`}
                value={source}
                invalid={error !== undefined}
                onChange={(next) => setSources(sources.map((one, at) => (at === i ? next : one)))}
              />
              {i === 0 ? (
                <Button
                  variant="ghost"
                  size="icon"
                  aria-label={`Add a fallback to field ${nth}`}
                  title="Add a fallback: it counts where the first has no value"
                  disabled={sources.length >= 5}
                  onClick={() => setSources([...sources, "eventId"])}
                >
                  <Plus aria-hidden />
                </Button>
              ) : (
                <Button
                  variant="ghost"
                  size="icon"
                  aria-label={`Remove fallback ${i} of field ${nth}`}
                  onClick={() => setSources(sources.filter((_, at) => at !== i))}
                >
                  <X aria-hidden />
                </Button>
              )}
            </div>
          ))}
        </div>
        <div className="flex">
          <Button
            variant="ghost"
            size="icon"
            aria-label={`Move field ${nth} up`}
            disabled={index === 0}
            onClick={() => onMove(-1)}
          >
            <ArrowUp aria-hidden />
          </Button>
          <Button
            variant="ghost"
            size="icon"
            aria-label={`Move field ${nth} down`}
            disabled={index === last}
            onClick={() => onMove(1)}
          >
            <ArrowDown aria-hidden />
          </Button>
          <Button variant="ghost" size="icon" aria-label={`Remove field ${nth}`} onClick={onRemove}>
            <X aria-hidden />
          </Button>
        </div>
      </div>
      <FieldError message={error} />
    </>
  );
}
