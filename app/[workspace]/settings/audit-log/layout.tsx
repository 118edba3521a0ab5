import { notFound } from "next/navigation";
import { pageContext } from "#app/_lib/session";
import { isAllowed } from "#lib/context/workspace-context";

/** Outside of what is streamed, so that the answer to who may not read it is a real 404. */
export default async function AuditLogLayout({
  params,
  children,
}: {
  params: Promise<{ workspace: string }>;
  children: React.ReactNode;
}) {
  const ctx = await pageContext((await params).workspace);
  if (!isAllowed(ctx, "audit:read")) notFound();
  return children;
}
