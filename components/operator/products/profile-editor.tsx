"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { PreviewPanel, type SampleType } from "#components/operator/products/preview-panel";
import { RulesForm } from "#components/operator/products/rules-form";
import { RulesJson } from "#components/operator/products/rules-json";
import { type SaveActions, SaveDialog } from "#components/operator/products/save-dialog";
import type { LoadPreview } from "#components/operator/products/use-preview";
import { Button, ButtonLink } from "#components/ui/button";
import { Tab, TabList, TabPanel, Tabs } from "#components/ui/tabs";
import { toast } from "#components/ui/toast";
import { useUnsavedGuard } from "#components/use-unsaved-guard";
import { operatorPath } from "#lib/dashboard-paths";
import { isSameProfile } from "#lib/profiles/compare-profiles";
import { checkProfile } from "#lib/profiles/parse-profile";
import type { Profile } from "#lib/profiles/profile-schema";
import type { ProfileView } from "#lib/profiles/profile-view";

interface Props extends SaveActions {
  slug: string;
  current: ProfileView;
  types: SampleType[];
  /** When the preview's sample happened. */
  timestamp: string;
  preview: LoadPreview;
}

const pretty = (profile: Profile) => JSON.stringify(profile, null, 2);

/** Edits a product's rules as a form or as JSON, beside the request that they make. Saving shows first what differs. */
export function ProfileEditor({ slug, current, types, timestamp, preview, ...actions }: Props) {
  const [mode, setMode] = useState<"form" | "json">("form");
  const [draft, setDraft] = useState(current.profile);
  const [text, setText] = useState("");
  const [reviewed, setReviewed] = useState<Profile | null>(null);
  const [saved, setSaved] = useState(false);
  const router = useRouter();

  const typed = mode === "json" ? parseText(text) : { value: draft, syntax: null };
  const { profile, errors } =
    typed.syntax === null ? checkProfile(typed.value) : { profile: null, errors: [] as never[] };
  const isDirty = profile === null || !isSameProfile(profile, current.profile);
  useUnsavedGuard(isDirty && !saved);

  function changeMode(next: unknown) {
    if (next === "json") setText(pretty(draft));
    else if (!profile) return void toast.error("The form can’t show this", "Correct the JSON first.");
    else setDraft(profile);
    setMode(next === "json" ? "json" : "form");
  }

  function done({ version }: ProfileView) {
    setSaved(true);
    toast.success(`Version ${version} saved`, "New events get it within two seconds.");
    router.push(operatorPath("products", slug, "profile"));
  }

  return (
    <div className="grid items-start gap-6 xl:grid-cols-[minmax(0,1fr)_minmax(0,28rem)] 2xl:grid-cols-[minmax(0,1fr)_minmax(0,36rem)]">
      <div className="grid min-w-0 gap-4">
        <Tabs value={mode} onValueChange={changeMode}>
          <TabList aria-label="Edit as">
            <Tab value="form">Form</Tab>
            <Tab value="json">JSON</Tab>
          </TabList>
          <TabPanel value="form" className="pt-4">
            <RulesForm
              profile={draft}
              errors={errors}
              change={(patch) => setDraft((before) => ({ ...before, ...patch }))}
            />
          </TabPanel>
          <TabPanel value="json" className="pt-4">
            <RulesJson text={text} onChange={setText} syntax={typed.syntax} errors={errors} />
          </TabPanel>
        </Tabs>
        <div className="sticky bottom-0 z-20 -mx-1 flex flex-wrap items-center gap-2 border-t bg-canvas px-1 py-3">
          <Button variant="primary" disabled={!profile || !isDirty} onClick={() => setReviewed(profile)}>
            Review and save
          </Button>
          <ButtonLink href={operatorPath("products", slug, "profile")}>Cancel</ButtonLink>
          <span role="status" className="text-xs text-ink-muted">
            {profile
              ? isDirty
                ? "Not saved yet"
                : `As in version ${current.version}`
              : "Correct what is marked first"}
          </span>
        </div>
      </div>
      <div className="min-w-0 xl:sticky xl:top-4 xl:max-h-[calc(100dvh-2rem)] xl:overflow-y-auto">
        <PreviewPanel profile={profile} types={types} timestamp={timestamp} load={preview} />
      </div>
      <SaveDialog
        {...actions}
        profile={reviewed}
        version={current.version}
        onClose={() => setReviewed(null)}
        onSaved={done}
      />
    </div>
  );
}

function parseText(text: string): { value: unknown; syntax: string | null } {
  try {
    return { value: JSON.parse(text), syntax: null };
  } catch (error) {
    return { value: null, syntax: `This is not JSON: ${error instanceof Error ? error.message : error}` };
  }
}
