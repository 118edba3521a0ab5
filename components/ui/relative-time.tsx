"use client";

import { useEffect, useState, useSyncExternalStore } from "react";
import { formatExact, formatRelative } from "#lib/time/format-time";

const subscribe = () => () => {};

/**
 * A time as "3 min ago", the exact one on hover, in the reader's zone. The server does not know that zone or the
 * reader's clock, so it renders UTC and the browser takes over after hydration.
 */
export function RelativeTime({ date, className }: { date: string; className?: string }) {
  const hydrated = useSyncExternalStore(
    subscribe,
    () => true,
    () => false,
  );
  const [now, setNow] = useState(() => Date.now());
  const time = Date.parse(date);
  const young = Math.abs(now - time) < 90_000;

  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), young ? 1_000 : 30_000);
    return () => clearInterval(timer);
  }, [young]);

  if (!hydrated) {
    return (
      <time dateTime={date} className={className} suppressHydrationWarning>
        {formatRelative(time, now)}
      </time>
    );
  }
  return (
    <time dateTime={date} title={formatExact(time)} className={className}>
      {formatRelative(time, now)}
    </time>
  );
}

/** The exact time in the reader's zone, with milliseconds. */
export function ExactTime({ date, className }: { date: string; className?: string }) {
  const hydrated = useSyncExternalStore(
    subscribe,
    () => true,
    () => false,
  );
  return (
    <time dateTime={date} title={date} className={className} suppressHydrationWarning>
      {hydrated ? formatExact(Date.parse(date)) : date}
    </time>
  );
}
