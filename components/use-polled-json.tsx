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
 * Reads JSON from one of our own routes, again every so often while the tab is visible.
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
  const latest = useRef(current.data);
  latest.current = current.data;

  useEffect(() => {
    if (url === null) return;
    const abort = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;

    async function read() {
      if (document.visibilityState === "visible") {
        try {
          const data = await readJson<T>(url as string, abort.signal);
          latest.current = data;
          setState({ url, data, error: null });
        } catch (error) {
          if (abort.signal.aborted) return;
          setState((before) => ({
            url,
            data: before.url === url ? before.data : null,
            error: (error as Error).message,
          }));
        }
      }
      const delay = nextDelay.current(latest.current);
      if (delay !== null && !abort.signal.aborted) timer = setTimeout(read, delay);
    }

    // What the server rendered is fresh enough for a first look.
    const delay = latest.current === null || round > 0 ? 0 : nextDelay.current(latest.current);
    if (delay !== null) timer = setTimeout(read, delay);
    return () => {
      abort.abort();
      clearTimeout(timer);
    };
  }, [url, round]);

  const refresh = useCallback(() => setRound((before) => before + 1), []);
  return { data: current.data, error: current.error, refresh };
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
