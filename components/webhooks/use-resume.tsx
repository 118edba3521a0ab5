"use client";

import { useState } from "react";
import { toast } from "#components/ui/toast";
import type { ActionResult } from "#lib/actions/action-result";
import type { ResumeInput } from "#lib/webhooks/resume-webhook";
import type { WebhookView } from "#lib/webhooks/webhook-view";

export type Resume = (input: ResumeInput) => Promise<ActionResult<WebhookView>>;

/** Resumes a webhook and tells how it went. `run` resolves with whether it did. */
export function useResume(held: number, resume: Resume) {
  const [busy, setBusy] = useState(false);
  async function run(input: ResumeInput): Promise<boolean> {
    setBusy(true);
    const result = await resume(input).catch(() => null);
    setBusy(false);
    if (result?.ok) {
      toast.success(
        "Resumed",
        input.sendHeld && held > 0 ? "What was held is on its way." : "New events are sent again.",
      );
    } else toast.error("Not resumed", result?.message ?? "The server could not be reached. Try again.");
    return result?.ok ?? false;
  }
  return { busy, run };
}
