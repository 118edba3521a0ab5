import { ButtonLink } from "#components/ui/button";
import { EmptyState } from "#components/ui/empty-state";
import { operatorPath } from "#lib/dashboard-paths";

export default function NotFound() {
  return (
    <>
      <h1 className="sr-only">Not found</h1>
      <EmptyState title="Not found" actions={<ButtonLink href={operatorPath("products")}>Go to products</ButtonLink>}>
        It may have been deleted, or the address is mistyped.
      </EmptyState>
    </>
  );
}
