"use client";

import { Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { AlertDialog } from "#components/ui/alert-dialog";
import { Button } from "#components/ui/button";
import { Field } from "#components/ui/field";
import { Input } from "#components/ui/input";
import { toast } from "#components/ui/toast";
import type { ActionResult } from "#lib/actions/action-result";
import { operatorPath } from "#lib/dashboard-paths";
import type { ProductPatch } from "#lib/products/product-schema";
import type { ProductView } from "#lib/products/product-view";
import { plural } from "#lib/text/plural";

const UNREACHABLE = "The server could not be reached. Try again.";

/** Renames a product. */
export function RenameProduct(props: {
  product: ProductView;
  rename: (input: ProductPatch) => Promise<ActionResult<ProductView>>;
}) {
  const [name, setName] = useState(props.product.name);
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);

  async function save(event: React.SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    setBusy(true);
    const result = await props.rename({ name }).catch(() => null);
    setBusy(false);
    setError(result?.ok ? undefined : (result?.errors[0]?.message ?? result?.message ?? UNREACHABLE));
    if (result?.ok) toast.success("Saved");
  }

  return (
    <form aria-label="Rename product" noValidate onSubmit={save} className="grid max-w-xl gap-4">
      <Field label="Name" hint="Members read it beside their workspace. The slug stays." error={error}>
        <Input autoComplete="off" value={name} onChange={(event) => setName(event.target.value)} />
      </Field>
      <Button type="submit" variant="primary" className="w-fit" busy={busy} disabled={name === props.product.name}>
        Save changes
      </Button>
    </form>
  );
}

/** Deletes a product that has no workspaces, after its name was typed. */
export function DeleteProduct({
  product,
  remove,
}: {
  product: ProductView;
  remove: () => Promise<ActionResult<void>>;
}) {
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState("");
  const [busy, setBusy] = useState(false);
  const router = useRouter();
  const inUse = product.workspaceCount > 0;

  async function run() {
    setBusy(true);
    const result = await remove().catch(() => null);
    setBusy(false);
    if (!result?.ok) return void toast.error("Not deleted", result?.message ?? UNREACHABLE);
    toast.success("Product deleted");
    router.push(operatorPath("products"));
  }

  return (
    <section aria-labelledby="delete" className="grid max-w-xl gap-3">
      <h2 id="delete" className="text-base font-semibold">
        Delete this product
      </h2>
      <div className="panel flex flex-wrap items-center justify-between gap-3 px-4 py-3">
        <p className="min-w-0 flex-1 basis-56 text-ink-muted text-pretty">
          {inUse
            ? `It has ${plural(product.workspaceCount, "workspace", "workspaces")}. Delete those first: a product takes nothing with it.`
            : "Its profile, event types and publish keys go with it. Whoever publishes with one of the keys is refused within seconds."}
        </p>
        <Button variant="danger" disabled={inUse} onClick={() => setOpen(true)}>
          <Trash2 aria-hidden /> Delete product
        </Button>
      </div>
      <AlertDialog
        open={open}
        onOpenChange={setOpen}
        title={`Delete ${product.name}?`}
        description="This can't be undone."
        confirmLabel="Delete product"
        destructive
        busy={busy}
        confirmDisabled={typed !== product.name}
        onConfirm={run}
      >
        <Field label={`Type “${product.name}” to confirm`}>
          <Input autoComplete="off" value={typed} onChange={(event) => setTyped(event.target.value)} />
        </Field>
      </AlertDialog>
    </section>
  );
}
