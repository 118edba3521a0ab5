"use client";

import { useEffect, useState } from "react";
import { ChangeList } from "#components/operator/products/change-list";
import { ImpactChoice, type RunningWebhooks } from "#components/operator/products/impact-choice";
import { Button } from "#components/ui/button";
import { Dialog } from "#components/ui/dialog";
import { Field } from "#components/ui/field";
import { Input } from "#components/ui/input";
import { LoadError } from "#components/ui/load-error";
import { Notice } from "#components/ui/notice";
import { Skeleton } from "#components/ui/skeleton";
import type { ActionResult } from "#lib/actions/action-result";
import type { CompareInput, ProfileComparison } from "#lib/profiles/profile-impact";
import type { Profile } from "#lib/profiles/profile-schema";
import type { ProfileView } from "#lib/profiles/profile-view";
import type { ProfileUpdate } from "#lib/profiles/save-profile";

const UNREACHABLE = "The server could not be reached. Try again.";

export interface SaveActions {
  compare: (input: CompareInput) => Promise<ActionResult<ProfileComparison>>;
  /** Refuses when another version was saved since `version` was read. */
  save: (version: number, input: ProfileUpdate) => Promise<ActionResult<ProfileView>>;
}

interface Props extends SaveActions {
  /** What is to be saved; null while the dialog is closed. */
  profile: Profile | null;
  /** The version that the reader began with. */
  version: number;
  note?: string;
  onClose: () => void;
  onSaved: (saved: ProfileView) => void;
}

/** Shows what differs and what it means for running webhooks, and then saves a new version. */
export function SaveDialog({ profile, version, note = "", onClose, ...props }: Props) {
  return (
    <Dialog
      open={profile !== null}
      onOpenChange={(open) => !open && onClose()}
      title="Save a new version"
      description={`New events get it within two seconds. Events accepted before keep version ${version}, on every attempt and replay.`}
      className="w-[min(38rem,calc(100vw-2rem))]"
    >
      {profile && <Review profile={profile} version={version} note={note} onClose={onClose} {...props} />}
    </Dialog>
  );
}

function Review(props: Props & { profile: Profile; note: string }) {
  const { profile, version, compare, save, onClose, onSaved } = props;
  const [comparison, setComparison] = useState<ProfileComparison>();
  const [problem, setProblem] = useState<string>();
  const [running, setRunning] = useState<RunningWebhooks>("keep");
  const [note, setNote] = useState(props.note);
  const [busy, setBusy] = useState(false);
  const [looks, setLooks] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `looks` asks again
  useEffect(() => {
    let isCurrent = true;
    void compare({ profile })
      .catch(() => null)
      .then((result) => {
        if (!isCurrent) return;
        if (result?.ok) setComparison(result.data);
        setProblem(result?.ok ? undefined : (result?.message ?? UNREACHABLE));
      });
    return () => {
      isCurrent = false;
    };
  }, [profile, compare, looks]);

  async function run() {
    setBusy(true);
    const result = await save(version, { profile, note, runningWebhooks: running }).catch(() => null);
    setBusy(false);
    if (result?.ok) return onSaved(result.data);
    setProblem(result?.message ?? UNREACHABLE);
  }

  if (!comparison) {
    return problem ? (
      <LoadError error={problem} retry={() => setLooks(looks + 1)} />
    ) : (
      <div aria-busy="true" className="grid gap-3">
        <Skeleton className="w-40" />
        <Skeleton className="w-full" />
        <Skeleton className="w-3/4" />
      </div>
    );
  }
  return (
    <div className="grid gap-4">
      {problem && (
        <Notice tone="bad" alert title="Not saved">
          {problem}
        </Notice>
      )}
      <ChangeList changes={comparison.changes} />
      <ImpactChoice impact={comparison.impact} value={running} onChange={setRunning} />
      <Field label="Note" optional hint="Why, for whoever reads the history.">
        <Input autoComplete="off" maxLength={200} value={note} onChange={(event) => setNote(event.target.value)} />
      </Field>
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button variant="primary" busy={busy} disabled={comparison.changes.length === 0} onClick={run}>
          Save version {comparison.version + 1}
        </Button>
      </div>
    </div>
  );
}
