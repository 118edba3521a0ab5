import { PageHeader } from "#components/shell/page-header";
import { FormSkeleton } from "#components/ui/skeleton";

export default function Loading() {
  return (
    <>
      <PageHeader
        crumbs={[{ label: "Settings" }, { label: "Workspace" }]}
        title="Workspace"
        description="What it is called, how long its log is kept, and who sees what is in it."
      />
      <FormSkeleton fields={3} />
    </>
  );
}
