"use client";

import { useParams } from "next/navigation";
import { ButtonLink } from "#components/ui/button";
import { EmptyState } from "#components/ui/empty-state";
import { developerPath } from "#lib/dashboard-paths";

export default function NotFound() {
  const { workspace } = useParams<{ workspace: string }>();
  return (
    <>
      <h1 className="sr-only">Not found</h1>
      <EmptyState
        title="Not found"
        actions={<ButtonLink href={developerPath(workspace, "webhooks")}>Go to webhooks</ButtonLink>}
      >
        It may have been deleted, be past its retention time, belong to another workspace, or not be for your role.
      </EmptyState>
    </>
  );
}
