import { KeyRound } from "lucide-react";
import type { Metadata } from "next";
import { createOperatorKeyAction, revokeOperatorKeyAction, rotateOperatorKeyAction } from "#app/_actions/operators";
import { requireOperator } from "#app/_lib/operator";
import { OperatorKeyDialog } from "#components/operator/keys/operator-key-dialog";
import { OperatorKeyTable } from "#components/operator/keys/operator-key-table";
import { PageHeader } from "#components/shell/page-header";
import { EmptyState } from "#components/ui/empty-state";
import { Pager } from "#components/ui/pager";
import { operatorPath, withQuery } from "#lib/dashboard-paths";
import { AppError } from "#lib/errors/app-error";
import { listOperatorKeys } from "#lib/keys/list-operator-keys";

export const metadata: Metadata = { title: "Operator keys" };

export default async function OperatorKeysPage({ searchParams }: { searchParams: Promise<{ cursor?: string }> }) {
  const ctx = await requireOperator();
  const { cursor } = await searchParams;
  const page = await listOperatorKeys(ctx, cursor ? { cursor } : {}).catch((error: unknown) => {
    // From an edited or old link: the first page is what the reader wants.
    if (error instanceof AppError && /^invalid_/.test(error.code)) return listOperatorKeys(ctx);
    throw error;
  });
  const href = (to: string | null) => to && withQuery(operatorPath("keys"), { cursor: to });
  return (
    <>
      <PageHeader
        crumbs={[{ label: "Operator" }, { label: "Operator keys" }]}
        title="Operator keys"
        description="By which programs do what operators do, at /api/v1/operator. A key opens nothing once whoever made it operates no longer."
        actions={<OperatorKeyDialog create={createOperatorKeyAction} />}
      />
      {page.data.length === 0 ? (
        <EmptyState icon={<KeyRound aria-hidden />} title="No operator keys">
          Make one for the backend that creates a workspace when a customer signs up.
        </EmptyState>
      ) : (
        <OperatorKeyTable
          keys={page.data}
          now={Date.now()}
          actions={{
            create: createOperatorKeyAction,
            rotate: rotateOperatorKeyAction,
            revoke: revokeOperatorKeyAction,
          }}
        />
      )}
      <Pager newerHref={href(page.previousCursor)} olderHref={href(page.nextCursor)} />
    </>
  );
}
