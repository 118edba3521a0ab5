"use client";

import { FileField } from "#components/operator/products/file-field";
import { Field } from "#components/ui/field";
import { Textarea } from "#components/ui/input";
import { Notice } from "#components/ui/notice";
import type { FieldError } from "#lib/errors/app-error";

interface Props {
  text: string;
  onChange: (text: string) => void;
  /** Why the text is no JSON. */
  syntax: string | null;
  errors: readonly FieldError[];
}

/** The same rules as JSON, to be typed, pasted or read from a file. */
export function RulesJson({ text, onChange, syntax, errors }: Props) {
  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p className="text-ink-muted">
          Paste a profile, or read one from a file. docs/profiles.md explains every field.
        </p>
        <FileField label="Profile file" accept=".json,application/json" onRead={(file) => onChange(file.text)} />
      </div>
      <Field label="Profile as JSON" error={syntax ?? undefined}>
        <Textarea
          rows={26}
          spellCheck={false}
          className="font-mono text-xs"
          value={text}
          onChange={(event) => onChange(event.target.value)}
        />
      </Field>
      {errors.length > 0 && (
        <Notice tone="bad" alert title="The rules are not valid">
          <ul>
            {errors.map(({ path, message }) => (
              <li key={path + message}>
                <code className="text-xs">{path || "profile"}</code> {message}
              </li>
            ))}
          </ul>
        </Notice>
      )}
    </div>
  );
}
