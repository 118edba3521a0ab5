"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { ChangeList } from "#components/operator/products/change-list";
import { type SaveActions, SaveDialog } from "#components/operator/products/save-dialog";
import { Badge } from "#components/ui/badge";
import { Button } from "#components/ui/button";
import { CodeBlock } from "#components/ui/code-block";
import { DownloadButton } from "#components/ui/download-button";
import { RelativeTime } from "#components/ui/relative-time";
import { toast } from "#components/ui/toast";
import { operatorPath } from "#lib/dashboard-paths";
import { compareProfiles } from "#lib/profiles/compare-profiles";
import type { ProfileView } from "#lib/profiles/profile-view";

interface Props extends SaveActions {
  slug: string;
  /** Newest first; `before` is the version that each has changed. */
  versions: { view: ProfileView; before: ProfileView | null }[];
  currentVersion: number;
}

/** Every version of a profile with who made it, when and what it changed. An old one can be made the newest again. */
export function VersionList({ slug, versions, currentVersion, ...actions }: Props) {
  const [restoring, setRestoring] = useState<ProfileView | null>(null);
  const router = useRouter();
  return (
    <>
      <ol aria-label="Versions" className="grid max-w-3xl gap-3">
        {versions.map(({ view, before }) => (
          <li key={view.id} className="panel grid gap-3 p-4">
            <div className="flex flex-wrap items-start justify-between gap-3">
              <div className="grid gap-0.5">
                <h2 className="flex items-center gap-2 font-semibold">
                  Version {view.version} {view.current && <Badge tone="good">Current</Badge>}
                </h2>
                {view.note && <p>{view.note}</p>}
                <p className="text-xs text-ink-muted">
                  {view.createdBy ?? "Posthorn’s seed"}, <RelativeTime date={view.createdAt} />
                </p>
              </div>
              <div className="flex flex-wrap gap-2">
                <DownloadButton
                  fileName={`${slug}-profile-v${view.version}.json`}
                  content={`${JSON.stringify(view.profile, null, 2)}\n`}
                >
                  Download
                </DownloadButton>
                {!view.current && <Button onClick={() => setRestoring(view)}>Restore</Button>}
              </div>
            </div>
            {before && (
              <details>
                <summary className="w-fit cursor-pointer rounded text-ink-soft">What it changed</summary>
                <div className="pt-2">
                  <ChangeList changes={compareProfiles(before.profile, view.profile)} />
                </div>
              </details>
            )}
            <details>
              <summary className="w-fit cursor-pointer rounded text-ink-soft">All of it</summary>
              <div className="pt-2">
                <CodeBlock label={`Version ${view.version}`} code={JSON.stringify(view.profile, null, 2)} />
              </div>
            </details>
          </li>
        ))}
      </ol>
      <SaveDialog
        {...actions}
        profile={restoring?.profile ?? null}
        version={currentVersion}
        note={restoring ? `Version ${restoring.version} again` : ""}
        onClose={() => setRestoring(null)}
        onSaved={({ version }) => {
          setRestoring(null);
          toast.success(`Version ${version} saved`, "New events get it within two seconds.");
          router.push(operatorPath("products", slug, "profile"));
        }}
      />
    </>
  );
}
