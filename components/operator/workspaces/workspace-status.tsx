import { Ban, CircleCheck } from "lucide-react";
import { Badge } from "#components/ui/badge";
import type { OperatedWorkspace } from "#lib/workspaces/operated-view";

export function WorkspaceStatus({ status }: { status: OperatedWorkspace["status"] }) {
  return status === "suspended" ? (
    <Badge tone="warn">
      <Ban aria-hidden /> Suspended
    </Badge>
  ) : (
    <Badge tone="good">
      <CircleCheck aria-hidden /> Active
    </Badge>
  );
}
