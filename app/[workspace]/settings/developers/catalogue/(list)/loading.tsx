import { PageHeader } from "#components/shell/page-header";
import { Skeleton } from "#components/ui/skeleton";

export default function Loading() {
  return (
    <>
      <PageHeader
        crumbs={[{ label: "Settings" }, { label: "Developers" }, { label: "Event catalogue" }]}
        title="Event catalogue"
        description="The events a webhook can subscribe to: what each means, what its data looks like, who subscribes and how many there are."
      />
      <div className="panel mb-8 h-11.5" />
      <div className="grid items-start gap-8 lg:grid-cols-[11rem_minmax(0,1fr)]" aria-busy="true">
        <div className="grid gap-3">
          <Skeleton className="w-24" />
          <Skeleton className="w-20" />
        </div>
        <div className="grid gap-3">
          <Skeleton className="my-1.25 w-28" />
          {["first", "second", "third"].map((name) => (
            <div key={name} className="panel grid h-72 gap-4 p-4 xl:grid-cols-2">
              <Skeleton className="w-40" />
              <Skeleton className="w-48" />
            </div>
          ))}
        </div>
      </div>
    </>
  );
}
