"use client";

import { Plus, X } from "lucide-react";
import { useState } from "react";
import { errorAt, type PartProps } from "#components/operator/products/editor-types";
import { SourceSelect } from "#components/operator/products/source-select";
import { Button } from "#components/ui/button";
import { FieldError } from "#components/ui/field";
import { Input } from "#components/ui/input";

type Row = [name: string, source: string];

/** Headers that every request bears beside the usual ones. The rows are kept here: two may have one name while it is typed. */
export function HeaderFields({ profile, change, errors }: PartProps) {
  const [rows, setRows] = useState<Row[]>(() => Object.entries(profile.headers));

  function update(next: Row[]) {
    setRows(next);
    change({ headers: Object.fromEntries(next) });
  }

  return (
    <div className="grid gap-2.5">
      {rows.map(([name, source], i) => {
        const twice = rows.findIndex(([other]) => other === name) < i;
        const error = twice ? "It is there already." : errorAt(errors, `headers.${name}`);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place while its name is typed
          <div key={i} className="grid gap-1">
            <div className="grid grid-cols-[minmax(0,2fr)_minmax(0,3fr)_auto] gap-2 max-sm:grid-cols-[minmax(0,1fr)_auto]">
              <Input
                aria-label={`Name of header ${i + 1}`}
                aria-invalid={error ? true : undefined}
                autoComplete="off"
                spellCheck={false}
                placeholder="x-delivery-id"
                className="font-mono text-xs"
                value={name}
                onChange={(event) => update(rows.map((row, at) => (at === i ? [event.target.value, row[1]] : row)))}
              />
              <div className="max-sm:col-span-2 max-sm:row-start-2">
                <SourceSelect
                  label={`Source of header ${i + 1}`}
                  value={source}
                  invalid={error !== undefined}
                  onChange={(next) => update(rows.map((row, at) => (at === i ? [row[0], next] : row)))}
                />
              </div>
              <Button
                variant="ghost"
                size="icon"
                aria-label={`Remove header ${i + 1}`}
                onClick={() => update(rows.filter((_, at) => at !== i))}
              >
                <X aria-hidden />
              </Button>
            </div>
            <FieldError message={error} />
          </div>
        );
      })}
      <Button size="sm" className="w-fit" onClick={() => update([...rows, ["", "deliveryId"]])}>
        <Plus aria-hidden /> Add header
      </Button>
    </div>
  );
}
