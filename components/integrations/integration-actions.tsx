"use client";

import { Pencil, Trash2 } from "lucide-react";
import { useState } from "react";
import { DeleteIntegration } from "#components/integrations/delete-integration";
import { IntegrationDialog } from "#components/integrations/integration-dialog";
import { Button } from "#components/ui/button";
import { toast } from "#components/ui/toast";
import type { ActionResult } from "#lib/actions/action-result";
import type { IntegrationDeletion, IntegrationInput } from "#lib/integrations/integration-schema";
import type { IntegrationView } from "#lib/integrations/integration-view";

interface Props {
  workspace: string;
  integration: IntegrationView;
  update: (input: IntegrationInput) => Promise<ActionResult<IntegrationView>>;
  remove: (input: IntegrationDeletion) => Promise<ActionResult<void>>;
}

/** Editing and deleting an integration. */
export function IntegrationActions({ workspace, integration, update, remove }: Props) {
  const [asked, setAsked] = useState<"edit" | "delete" | null>(null);
  const close = (open: boolean) => !open && setAsked(null);
  const { name, description } = integration;
  return (
    <>
      <Button onClick={() => setAsked("edit")}>
        <Pencil aria-hidden /> Edit
      </Button>
      <Button variant="danger" onClick={() => setAsked("delete")}>
        <Trash2 aria-hidden /> Delete
      </Button>
      <IntegrationDialog
        key={`${name}\n${description}`}
        title="Edit integration"
        submitLabel="Save"
        initial={{ name, description }}
        open={asked === "edit"}
        onOpenChange={close}
        save={update}
        onSaved={() => {
          setAsked(null);
          toast.success("Integration changed");
        }}
      />
      <DeleteIntegration
        workspace={workspace}
        integration={integration}
        open={asked === "delete"}
        onOpenChange={close}
        remove={remove}
      />
    </>
  );
}
