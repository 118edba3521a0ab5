import type { Metadata } from "next";
import {
  addOperatorAction,
  removeOperatorAction,
  resetOperatorAction,
  signOutOperatorAction,
} from "#app/_actions/operators";
import { requireOperator } from "#app/_lib/operator";
import { AddOperatorDialog } from "#components/operator/people/add-operator-dialog";
import { OperatorTable } from "#components/operator/people/operator-table";
import { PageHeader } from "#components/shell/page-header";
import { operatingUserId } from "#lib/context/operator-context";
import { publicId } from "#lib/ids";
import { listOperators } from "#lib/operators/list-operators";

export const metadata: Metadata = { title: "People" };

export default async function PeoplePage() {
  const ctx = await requireOperator();
  const operators = await listOperators(ctx);
  return (
    <div className="max-w-4xl">
      <PageHeader
        crumbs={[{ label: "Operator" }, { label: "People" }]}
        title="People"
        description="Who operates this instance. Members of workspaces are on their workspace’s page."
        actions={<AddOperatorDialog add={addOperatorAction} />}
      />
      <OperatorTable
        operators={operators}
        own={publicId("user", operatingUserId(ctx) ?? "")}
        actions={{
          add: addOperatorAction,
          remove: removeOperatorAction,
          signOut: signOutOperatorAction,
          reset: resetOperatorAction,
        }}
      />
    </div>
  );
}
