"use client";

import { Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { IntegrationDialog } from "#components/integrations/integration-dialog";
import { Button } from "#components/ui/button";
import type { ActionResult } from "#lib/actions/action-result";
import { developerPath } from "#lib/dashboard-paths";
import type { IntegrationInput } from "#lib/integrations/integration-schema";
import type { IntegrationView } from "#lib/integrations/integration-view";

interface Props {
  workspace: string;
  initiallyOpen?: boolean;
  create: (input: IntegrationInput) => Promise<ActionResult<IntegrationView>>;
}

/** Asks for a name and goes to the new integration. */
export function CreateIntegration({ workspace, initiallyOpen = false, create }: Props) {
  const router = useRouter();
  const [open, setOpen] = useState(initiallyOpen);
  return (
    <>
      <Button variant="primary" onClick={() => setOpen(true)}>
        <Plus aria-hidden /> Create integration
      </Button>
      <IntegrationDialog
        title="Create integration"
        description="A program that works for this workspace, with keys and webhooks of its own."
        submitLabel="Create integration"
        initial={{ name: "", description: "" }}
        open={open}
        onOpenChange={setOpen}
        save={create}
        onSaved={({ id }) => router.push(developerPath(workspace, "integrations", id))}
      />
    </>
  );
}
