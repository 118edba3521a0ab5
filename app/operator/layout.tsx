import { requireOperator } from "#app/_lib/operator";
import { requireUser } from "#app/_lib/session";
import { OperatorShell } from "#components/shell/operator-shell";

/** The layout is the first guard; pages and their reads ask for the context themselves. */
export default async function OperatorLayout({ children }: { children: React.ReactNode }) {
  await requireOperator();
  const { name, email } = await requireUser();
  return <OperatorShell user={{ name, email, isOperator: true }}>{children}</OperatorShell>;
}
