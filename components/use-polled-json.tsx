"use client";

import { useCallback, useEffect, useRef, useState } from "react";

export interface Polled<T> {
  data: T | null;
  /** What went wrong last; the data from before stays. */
  error: string | null;
  /** Reads again now. */
  refresh: () => void;
}

/**
 * Reads JSON from one of our own routes, again every so often while the tab is visible. In one that was opened in the
 * background it is read once somebody looks.
 *
 * @param url null reads nothing; another url drops what was read before
 * @param intervalMs until the next read after the data given; null stops
 */
export function usePolledJson<T>(
  url: string | null,
  intervalMs: (data: T | null) => number | null,
  initial: T | null = null,
): Polled<T> {
  const [state, setState] = useState<{ url: string | null; data: T | null; error: string | null }>({
    url,
    data: initial,
    error: null,
  });
  const [round, setRound] = useState(0);
  const nextDelay = useRef(intervalMs);
  nextDelay.current = intervalMs;
  const current = state.url === url ? state : { url, data: null, error: null };
  const latest = useRef({ url, data: current.data });
  latest.current = { url, data: current.data };

  useEffect(() => {
    if (url === null) return;
    const abort = new AbortController();
    const { signal } = abort;
    let timer: ReturnType<typeof setTimeout> | undefined;
    // The answer for the url before may still come after this one was rendered.
    const known = () => (latest.current.url === url ? latest.current.data : null);

    async function read() {
      await whenVisible(signal);
      try {
        const data = await readJson<T>(url as string, signal);
        if (signal.aborted) return;
        latest.current = { url, data };
        setState({ url, data, error: null });
      } catch (error) {
        if (signal.aborted) return;
        setState((before) => ({
          url,
          data: before.url === url ? before.data : null,
          error: (error as Error).message,
        }));
      }
      const delay = nextDelay.current(known());
      if (delay !== null) timer = setTimeout(read, delay);
    }

    // What the server rendered is fresh enough for a first look.
    const delay = known() === null || round > 0 ? 0 : nextDelay.current(known());
    if (delay !== null) timer = setTimeout(read, delay);
    return () => {
      abort.abort();
      clearTimeout(timer);
    };
  }, [url, round]);

  const refresh = useCallback(() => setRound((before) => before + 1), []);
  return { data: current.data, error: current.error, refresh };
}

/** Resolves while somebody looks at the tab, or once somebody does. */
function whenVisible(signal: AbortSignal): Promise<void> {
  if (document.visibilityState === "visible") return Promise.resolve();
  return new Promise((resolve) => {
    document.addEventListener("visibilitychange", () => resolve(), { once: true, signal });
  });
}

async function readJson<T>(url: string, signal: AbortSignal): Promise<T> {
  const response = await fetch(url, { signal, headers: { accept: "application/json" }, cache: "no-store" }).catch(
    (error: unknown) => {
      if (signal.aborted) throw error;
      throw new Error("The server can't be reached.");
    },
  );
  if (response.ok) return (await response.json()) as T;
  if (response.status === 401) throw new Error("You were signed out. Reload the page to sign in again.");
  if (response.status === 404) throw new Error("It does not exist, or is past its retention time.");
  throw new Error("The server answered with an error.");
}
