"use client";

import { LoaderCircle } from "lucide-react";
import { useState } from "react";
import { type LoadPreview, type Sample, usePreview } from "#components/operator/products/use-preview";
import { BodyView } from "#components/ui/body-view";
import { Field } from "#components/ui/field";
import { HeaderList } from "#components/ui/header-list";
import { Input, Textarea } from "#components/ui/input";
import { Notice } from "#components/ui/notice";
import { Select } from "#components/ui/select";
import { Switch } from "#components/ui/switch";
import { SecretValue } from "#components/webhooks/secret-once";
import { attemptTimes } from "#lib/deliveries/retry-policy";
import type { Profile } from "#lib/profiles/profile-schema";
import type { ProfilePreview } from "#lib/profiles/render-preview";
import { durationWords } from "#lib/time/duration-text";

export interface SampleType {
  name: string;
  /** JSON text. */
  example: string;
}

interface Props {
  /** The rules to show; null while they are not valid. */
  profile: Profile | null;
  types: SampleType[];
  /** When the sample happened. */
  timestamp: string;
  load: LoadPreview;
}

const SHOWN_ATTEMPTS = 12;
const FALLBACK: SampleType = { name: "example.happened", example: '{"id":"ex_1"}' };

/** The exact request that the rules make of a sample event, while they are typed. */
export function PreviewPanel({ profile, types, timestamp, load }: Props) {
  const choices = types.length > 0 ? types : [FALLBACK];
  const [sample, setSample] = useState<Sample>(() => {
    const { name, example } = choices[0] ?? FALLBACK;
    return { type: name, data: example, tenant: "", attempt: 1, rotating: false, timestamp };
  });
  const times = profile ? attemptTimes(profile.retry, SHOWN_ATTEMPTS) : [0];
  // A schedule may have become shorter than the attempt that was looked at.
  const attempt = Math.min(sample.attempt, times.length);
  const { preview, problem, busy } = usePreview(load, profile, { ...sample, attempt });
  const set = (patch: Partial<Sample>) => setSample((before) => ({ ...before, ...patch }));
  return (
    <section aria-label="Preview" className="panel grid gap-4 p-4">
      <div className="flex items-center gap-2">
        <h2 className="text-base font-semibold">Preview</h2>
        {busy && profile && <LoaderCircle aria-label="Rendering" className="size-4 animate-spin text-ink-muted" />}
      </div>
      <SampleFields sample={{ ...sample, attempt }} set={set} choices={choices} times={times} />
      {profile === null && <Notice tone="warn">The rules are not valid. This is the last request that was.</Notice>}
      {profile && problem && (
        <Notice tone="bad" alert>
          {problem}
        </Notice>
      )}
      {preview && <Request preview={preview} />}
    </section>
  );
}

function Request({ preview }: { preview: ProfilePreview }) {
  return (
    <div className="grid gap-4">
      <div className="grid gap-2">
        <h3 className="font-medium">Headers</h3>
        <HeaderList label="Preview of the headers" headers={preview.headers} />
      </div>
      <div className="grid gap-2">
        <h3 className="font-medium">Body</h3>
        <BodyView label="Preview of the body" body={preview.body} />
      </div>
      <details>
        <summary className="w-fit cursor-pointer rounded font-medium">Sample secrets</summary>
        <div className="grid gap-2 pt-2">
          <p className="text-xs text-ink-muted">
            This request is signed with them, so that it can be verified. No webhook has them.
          </p>
          {preview.secrets.map(({ secret, publicKey, replaced }) => (
            <SecretValue
              key={secret}
              secret={publicKey ?? secret}
              label={`${replaced ? "Replaced" : "Current"} ${publicKey ? "public key" : "secret"}`}
            />
          ))}
        </div>
      </details>
    </div>
  );
}

interface SampleProps {
  sample: Sample;
  set: (patch: Partial<Sample>) => void;
  choices: SampleType[];
  /** When each attempt is made, in seconds after the first. */
  times: number[];
}

function SampleFields({ sample, set, choices, times }: SampleProps) {
  const attempts = times.map((seconds, i) => ({
    value: String(i + 1),
    label: i === 0 ? "First attempt" : `Retry ${i}, after ${durationWords(seconds)}`,
  }));
  return (
    <div className="grid gap-3">
      <div className="grid gap-3 sm:grid-cols-2">
        <Field label="Event">
          <Select
            options={choices.map(({ name }) => ({ value: name, label: name }))}
            value={sample.type}
            onValueChange={(type) => set({ type, data: choices.find(({ name }) => name === type)?.example ?? "{}" })}
          />
        </Field>
        <Field label="Attempt">
          <Select
            options={attempts}
            value={String(sample.attempt)}
            onValueChange={(attempt) => set({ attempt: Number(attempt) })}
          />
        </Field>
      </div>
      <Field label="Data">
        <Textarea
          rows={3}
          spellCheck={false}
          className="font-mono text-xs"
          value={sample.data}
          onChange={(event) => set({ data: event.target.value })}
        />
      </Field>
      <div className="grid items-end gap-3 sm:grid-cols-2">
        <Field label="Tenant" optional>
          <Input autoComplete="off" value={sample.tenant} onChange={(event) => set({ tenant: event.target.value })} />
        </Field>
        <label className="flex h-8 items-center gap-2.5">
          <Switch
            aria-label="While a secret is being replaced"
            checked={sample.rotating}
            onCheckedChange={(rotating) => set({ rotating })}
          />
          While a secret is being replaced
        </label>
      </div>
    </div>
  );
}
