"use client";

import { useEffect, useState } from "react";
import type { ReplayRequest } from "#components/replays/replay-request";
import type { ActionResult } from "#lib/actions/action-result";
import type { ReplayPreview } from "#lib/replays/preview-replay";

const SETTLE_MS = 150;
const UNREACHABLE: ActionResult<never> = {
  ok: false,
  message: "The server could not be reached. Try again.",
  errors: [],
};

/** Counts what a request would send, anew when it changes. Null while counting, and for no request. */
export function usePreview(
  request: ReplayRequest | null,
  preview: (webhookId: string | null, input: ReplayRequest["input"]) => Promise<ActionResult<ReplayPreview>>,
): ActionResult<ReplayPreview> | null {
  const key = JSON.stringify(request);
  const [counted, setCounted] = useState<{ key: string; result: ActionResult<ReplayPreview> } | null>(null);
  useEffect(() => {
    const wanted = JSON.parse(key) as ReplayRequest | null;
    if (!wanted) return;
    let isCurrent = true;
    const timer = setTimeout(async () => {
      const result = await preview(wanted.webhookId, wanted.input).catch(() => UNREACHABLE);
      if (isCurrent) setCounted({ key, result });
    }, SETTLE_MS);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [key, preview]);
  return counted?.key === key ? counted.result : null;
}
