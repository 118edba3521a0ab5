import { EmptyState } from "#components/ui/empty-state";

export default function NotFound() {
  return (
    <>
      <h1 className="sr-only">Not found</h1>
      <EmptyState title="There is no such thing here">
        It may have been deleted, be past its retention time, or belong to another workspace.
      </EmptyState>
    </>
  );
}
