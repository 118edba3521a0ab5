import { PageHeader } from "#components/shell/page-header";
import { TableSkeleton } from "#components/ui/skeleton";

const COLUMNS = [
  { header: "Inbox", className: "w-1/4 min-w-32", bar: "w-24" },
  { header: "URL", className: "hidden w-1/2 sm:table-cell", bar: "w-72" },
  { header: "Answer", bar: "w-16" },
  { header: "Created", className: "hidden md:table-cell", bar: "w-20" },
];

export default function Loading() {
  return (
    <>
      <PageHeader
        crumbs={[{ label: "Settings" }, { label: "Developers" }, { label: "Inspector" }]}
        title="Inspector"
        description="Receivers of our own: see what a webhook sends, check its signature, and try what happens when a server fails."
      />
      <TableSkeleton columns={COLUMNS} rows={3} />
    </>
  );
}
