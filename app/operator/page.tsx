import { redirect } from "next/navigation";
import { operatorPath } from "#lib/dashboard-paths";

export default function OperatorPage() {
  redirect(operatorPath("products"));
}
