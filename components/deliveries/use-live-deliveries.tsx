"use client";

import { useRouter } from "next/navigation";
import { useEffect, useMemo, useRef, useState } from "react";
import type { DeliveryView } from "#lib/deliveries/delivery-view";

/** Where no events come through (a proxy that holds them back), the list is read again this often. */
const FALLBACK_MS = 5_000;
const READY_WITHIN_MS = 8_000;
/** With more new rows than this the list is read again, so that it stays a page. */
const MAX_NEW = 100;
/** Before every delivery: to a list that is empty, all that matches is new. */
const FIRST_ID = `dlv_${"0".repeat(26)}`;

export interface LiveDeliveries {
  deliveries: DeliveryView[];
  /** How many new ones wait because the reader's pointer or focus is on the list. */
  waiting: number;
  /** What the table's wrapper gets. */
  hold: Pick<React.HTMLAttributes<HTMLElement>, "onPointerEnter" | "onPointerLeave" | "onFocus" | "onBlur">;
  /** Shows those that wait. */
  release: () => void;
}

/**
 * A page of deliveries into which new ones stream, and in which those shown change, while `url` is given. New rows wait
 * while the pointer or the focus is on the list, so that nothing moves under the reader's hand.
 *
 * @param url of the live view with its filters; null when it is off
 */
export function useLiveDeliveries(url: string | null, page: DeliveryView[]): LiveDeliveries {
  const router = useRouter();
  const [live, setLive] = useState<Map<string, DeliveryView>>(new Map());
  const [held, setHeld] = useState<{ pointer: boolean; focus: boolean }>({ pointer: false, focus: false });
  // The rows that stay under the reader's hand, whatever comes with a refresh.
  const [kept, setKept] = useState<DeliveryView[] | null>(null);
  const isHeld = held.pointer || held.focus;
  const shown = useRef(page);
  shown.current = page;
  // Where no stream comes through, none is tried for each page that is read instead.
  const fellBack = useRef(false);

  useEffect(() => {
    if (url === null) return;
    fellBack.current = false;
    // What matched other filters is not of the next list.
    return () => {
      setLive(new Map());
      setKept(null);
    };
  }, [url]);

  // The stream tells of the rows it was opened with: another page of the list, as a refresh brings it, needs another.
  const pageIds = page.map(({ id }) => id).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: pageIds says when `shown` is another page
  useEffect(() => {
    if (url === null) return;
    return listen(
      url,
      { shown, fellBack },
      {
        rows: (rows) => setLive((before) => new Map([...before, ...rows.map((row) => [row.id, row] as const)])),
        reload: () => router.refresh(),
      },
    );
  }, [url, pageIds, router]);

  const newest = page[0]?.id ?? "";
  const all = useMemo(() => merge(page, live, newest), [page, live, newest]);
  const visible = useMemo(() => (kept ? renewed(kept, all, live) : all), [kept, all, live]);
  const arrived = all.length - page.length;
  useEffect(() => {
    if (arrived > MAX_NEW && !isHeld) router.refresh();
  }, [arrived, isHeld, router]);

  function change(next: typeof held) {
    const hold = next.pointer || next.focus;
    setHeld(next);
    if (hold !== isHeld) setKept(hold && url !== null && all.length > 0 ? all : null);
  }
  const newestKept = kept?.[0]?.id;
  return {
    deliveries: visible,
    waiting: newestKept ? all.filter(({ id }) => id > newestKept).length : 0,
    hold: {
      onPointerEnter: (event) => event.pointerType === "mouse" && change({ ...held, pointer: true }),
      onPointerLeave: () => change({ ...held, pointer: false }),
      onFocus: (event) => event.target.matches(":focus-visible") && change({ ...held, focus: true }),
      onBlur: (event) => !event.currentTarget.contains(event.relatedTarget) && change({ ...held, focus: false }),
    },
    release: () => setKept(isHeld && all.length > 0 ? all : null),
  };
}

/** The rows as they were seen last. */
function renewed(rows: DeliveryView[], all: DeliveryView[], live: Map<string, DeliveryView>): DeliveryView[] {
  const latest = new Map(all.map((row) => [row.id, row]));
  return rows.map((row) => latest.get(row.id) ?? live.get(row.id) ?? row);
}

/** The page with what is newer before it, each row as it was seen last. */
function merge(page: DeliveryView[], live: Map<string, DeliveryView>, newest: string): DeliveryView[] {
  const updated = page.map((row) => {
    const other = live.get(row.id);
    // A page that was rendered after the event is the truth; attempts tell which is later.
    if (!other || other.attemptCount < row.attemptCount) return row;
    return other.attemptCount > row.attemptCount || row.status === "pending" ? other : row;
  });
  const added = [...live.values()].filter(({ id }) => id > newest).sort((a, b) => (a.id < b.id ? 1 : -1));
  return [...added, ...updated];
}

interface Shown {
  shown: React.RefObject<DeliveryView[]>;
  /** Whether the list is read again and again instead. */
  fellBack: React.RefObject<boolean>;
}

interface Events {
  rows: (rows: DeliveryView[]) => void;
  reload: () => void;
}

/** Opens the stream while the tab is visible. @returns what closes it */
function listen(url: string, { shown, fellBack }: Shown, { rows, reload }: Events): () => void {
  let source: EventSource | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let missed: ReturnType<typeof setTimeout> | undefined;
  let wasReady = false;

  function fallBack() {
    source?.close();
    clearTimeout(timer);
    fellBack.current = true;
    timer = setInterval(reload, FALLBACK_MS);
  }
  function open() {
    if (fellBack.current) return fallBack();
    const ids = shown.current.map(({ id }) => id);
    const parameters = new URLSearchParams({ shown: ids.join(), after: ids[0] ?? FIRST_ID });
    source = new EventSource(`${url}${url.includes("?") ? "&" : "?"}${parameters}`);
    timer = setTimeout(fallBack, READY_WITHIN_MS);
    source.addEventListener("ready", () => {
      clearTimeout(timer);
      // After a gap, what happened meanwhile has to be read.
      if (wasReady) reload();
      wasReady = true;
    });
    source.onmessage = (event) => {
      const sent: DeliveryView[] | "missed" = JSON.parse(event.data);
      if (sent !== "missed") return rows(sent);
      // More than a look sees. Not at every look: where that goes on, the list would do nothing else.
      missed ??= setTimeout(reload, FALLBACK_MS);
    };
    source.onerror = () => {
      // The browser tries again by itself unless the server refused.
      if (source?.readyState === EventSource.CLOSED) fallBack();
    };
  }
  function close() {
    source?.close();
    clearTimeout(timer);
    clearTimeout(missed);
    missed = undefined;
  }
  function begin() {
    close();
    if (document.visibilityState === "visible") open();
  }
  function onVisibility() {
    fellBack.current = false;
    begin();
  }
  document.addEventListener("visibilitychange", onVisibility);
  begin();
  return () => {
    document.removeEventListener("visibilitychange", onVisibility);
    close();
  };
}
