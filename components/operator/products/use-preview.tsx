"use client";

import { useEffect, useRef, useState } from "react";
import type { ActionResult } from "#lib/actions/action-result";
import type { PreviewInput } from "#lib/profiles/preview-profile";
import type { Profile } from "#lib/profiles/profile-schema";
import type { ProfilePreview } from "#lib/profiles/render-preview";

/** Long enough not to ask for every letter, short enough to feel like it. */
const PAUSE_MS = 200;

export interface Sample {
  type: string;
  /** As typed. */
  data: string;
  tenant: string;
  attempt: number;
  rotating: boolean;
  /** When the sample happened: fixed, so that nothing moves but what was changed. */
  timestamp: string;
}

export type LoadPreview = (input: PreviewInput, data: string) => Promise<ActionResult<ProfilePreview>>;

/** The request that a profile makes of a sample, asked of the server when typing pauses. The last good one stays. */
export function usePreview(load: LoadPreview, profile: Profile | null, sample: Sample) {
  const [preview, setPreview] = useState<ProfilePreview>();
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(true);
  const asked = useRef(0);
  const question = profile && JSON.stringify({ profile, sample });

  useEffect(() => {
    if (question === null) return;
    const mine = ++asked.current;
    const { profile, sample }: { profile: Profile; sample: Sample } = JSON.parse(question);
    const { data, tenant, type, ...rest } = sample;
    const timer = setTimeout(async () => {
      setBusy(true);
      const input: PreviewInput = { ...rest, profile, tenant: tenant || null, ...(type && { type }) };
      const result = await load(input, data).catch(() => null);
      if (mine !== asked.current) return;
      setBusy(false);
      setProblem(
        result?.ok
          ? undefined
          : (result?.message ?? "The server could not be reached. It is asked again when something changes."),
      );
      if (result?.ok) setPreview(result.data);
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [question, load]);

  return { preview, problem, busy };
}
