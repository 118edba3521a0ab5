import { PageHeader } from "#components/shell/page-header";
import { TableSkeleton } from "#components/ui/skeleton";

const COLUMNS = [
  { header: "Person", className: "w-[50%]", bar: "w-40" },
  { header: "Role", bar: "w-16" },
  { header: "Joined", className: "hidden sm:table-cell", bar: "w-20" },
  { header: "", className: "w-12", bar: "" },
];

export default function Loading() {
  return (
    <>
      <PageHeader
        crumbs={[{ label: "Settings" }, { label: "Members" }]}
        title="Members"
        description="Who may see and change this workspace. What each role may do"
      />
      <div className="grid max-w-4xl gap-8">
        <TableSkeleton columns={COLUMNS} rows={4} />
      </div>
    </>
  );
}
