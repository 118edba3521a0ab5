"use client";

import { type UseQueryStatesKeysMap, useQueryStates } from "nuqs";
import { useEffect, useTransition } from "react";

/** Filters of this page whose list is being read. */
let reading = 0;

/** The filters of a list, kept in the address: the server reads the list again when one changes. */
export function useFilters<Parsers extends UseQueryStatesKeysMap>(parsers: Parsers) {
  const [pending, startTransition] = useTransition();
  const [filters, setFilters] = useQueryStates(parsers, { shallow: false, startTransition });
  useEffect(() => {
    if (!pending) return;
    reading += 1;
    return () => {
      reading -= 1;
    };
  }, [pending]);
  return { filters, setFilters, pending };
}

/**
 * How what stands beside the filters in the address (an open row, Live) is set: without the server, unless a list is
 * being read. Next gives up a navigation that is under way when the address changes by itself, and the list would
 * stay what it was before the filter.
 */
export const besideFilters = () => ({ shallow: reading === 0 });
