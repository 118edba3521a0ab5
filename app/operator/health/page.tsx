import type { Metadata } from "next";
import { requireOperator } from "#app/_lib/operator";
import { HealthOverview } from "#components/operator/health/health-overview";
import { PageHeader } from "#components/shell/page-header";
import { readInstanceHealth } from "#inngest/status/read-instance-health";

export const metadata: Metadata = { title: "Health" };

export default async function HealthPage() {
  const health = await readInstanceHealth(await requireOperator());
  return (
    <>
      <PageHeader
        crumbs={[{ label: "Operator" }, { label: "Health" }]}
        title="Health"
        description="What works, what does not and what to do about it, the worst first."
      />
      <HealthOverview initial={health} />
    </>
  );
}
