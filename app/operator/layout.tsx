import { requireOperator } from "#app/_lib/operator";
import { OperatorShell } from "#components/shell/operator-shell";

/** The layout is the first guard; pages and their reads ask for the context themselves. */
export default async function OperatorLayout({ children }: { children: React.ReactNode }) {
  const { actor } = await requireOperator();
  return <OperatorShell user={{ name: actor.name, email: actor.email, isOperator: true }}>{children}</OperatorShell>;
}
