"use client";

import { useQueryState } from "nuqs";
import { openRunParam } from "#components/operator/run-search-params";
import { RunSheet } from "#components/operator/run-sheet";
import { RunTable } from "#components/operator/run-table";
import { besideFilters } from "#components/ui/use-filters";
import type { RunView } from "#lib/engine/engine-view";

/** A page of runs with the sheet of the one that is open. */
export function RunLog({ runs, names }: { runs: RunView[]; names: Record<string, string> }) {
  const [openId, setOpenId] = useQueryState("run", openRunParam);
  return (
    <>
      <RunTable runs={runs} names={names} openId={openId} onOpen={(id) => void setOpenId(id, besideFilters())} />
      <RunSheet runId={openId} names={names} onClose={() => void setOpenId(null, besideFilters())} />
    </>
  );
}
