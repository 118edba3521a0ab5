import { PageHeader } from "#components/shell/page-header";
import { FormSkeleton } from "#components/ui/skeleton";

export default function Loading() {
  return (
    <>
      <PageHeader
        crumbs={[{ label: "Settings" }, { label: "Developers" }, { label: "Webhooks" }, { label: "Create" }]}
        title="Create webhook"
      />
      <FormSkeleton fields={3} area />
    </>
  );
}
