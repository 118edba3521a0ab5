import type { Metadata } from "next";
import { updateInstanceAction } from "#app/_actions/operators";
import { requireOperator } from "#app/_lib/operator";
import { EnvironmentTable } from "#components/operator/settings/environment-table";
import { InstanceForm } from "#components/operator/settings/instance-form";
import { PageHeader } from "#components/shell/page-header";
import { getInstanceSettings } from "#lib/instance/instance-settings";

export const metadata: Metadata = { title: "Settings" };

export default async function InstanceSettingsPage() {
  const settings = await getInstanceSettings(await requireOperator());
  const { workspaceDefaults, egressIps } = settings;
  return (
    <>
      <PageHeader
        crumbs={[{ label: "Operator" }, { label: "Settings" }]}
        title="Settings"
        description="What new workspaces begin with, and what receivers are told about this instance."
      />
      <div className="grid max-w-4xl grid-cols-[minmax(0,1fr)] gap-10">
        <InstanceForm
          key={JSON.stringify([workspaceDefaults, egressIps])}
          settings={settings}
          update={updateInstanceAction}
        />
        <section className="grid grid-cols-[minmax(0,1fr)] gap-2">
          <h2 className="text-base font-semibold">From the environment</h2>
          <p className="text-ink-muted">
            Read when a process starts: change them where it is deployed, and restart. The README explains each.
          </p>
          <EnvironmentTable settings={settings.environment} />
        </section>
      </div>
    </>
  );
}
