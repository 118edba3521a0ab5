"use client";

import { Suspense, useEffect, useSyncExternalStore } from "react";
import { onDemand } from "#components/ui/on-demand";

export interface Message {
  type: "success" | "error";
  title: string;
  description: string | undefined;
}

const Viewport = onDemand(() => import("#components/ui/toast-list").then((module) => module.ToastViewport));

/** The page itself comes first. */
const AFTER_MS = 3_000;

/** What was to be shown before the code that shows it was there. */
const waiting: Message[] = [];
let show: ((message: Message) => void) | null = null;
let isWanted = false;
const listeners = new Set<() => void>();

function add(message: Message): void {
  if (show) {
    show(message);
    return;
  }
  waiting.push(message);
  isWanted = true;
  for (const listener of listeners) listener();
}

/** Tells the outcome of an action that left no other trace on the page. */
export const toast = {
  success: (title: string, description?: string) => add({ type: "success", title, description }),
  error: (title: string, description?: string) => add({ type: "error", title, description }),
};

/** Shows them. One per page. */
export function Toaster() {
  const isNeeded = useSyncExternalStore(
    subscribe,
    () => isWanted,
    () => false,
  );
  // It must be there to say that the line is down.
  useEffect(() => {
    const timer = setTimeout(Viewport.preload, AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    isNeeded && (
      <Suspense>
        <Viewport receive={receive} />
      </Suspense>
    )
  );
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** @returns ends it */
function receive(next: (message: Message) => void): () => void {
  show = next;
  for (const message of waiting.splice(0)) next(message);
  return () => {
    show = null;
  };
}
