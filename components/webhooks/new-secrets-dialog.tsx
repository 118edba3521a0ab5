"use client";

import { Button } from "#components/ui/button";
import { Dialog } from "#components/ui/dialog";
import { SecretValue } from "#components/webhooks/secret-once";
import type { SecretView } from "#lib/webhooks/new-secrets";

/** The secrets that a changed signature needed, shown this once. */
export function NewSecretsDialog({ secrets, onClose }: { secrets: SecretView[]; onClose: () => void }) {
  return (
    <Dialog
      open={secrets.length > 0}
      onOpenChange={(open) => !open && onClose()}
      title="A new secret"
      description="The signature you chose needs a secret of another kind. Give it to your server now: the next request is signed with it."
    >
      {secrets.map(({ kind, secret, publicKey }) => (
        <div key={kind} className="grid gap-2">
          {publicKey && <SecretValue secret={publicKey} label="Public key" />}
          <SecretValue secret={secret} label={publicKey ? "Private key" : "New secret"} />
        </div>
      ))}
      <Button variant="primary" className="justify-self-end" onClick={onClose}>
        Done
      </Button>
    </Dialog>
  );
}
