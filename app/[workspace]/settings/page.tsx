import { redirect } from "next/navigation";
import { developerPath } from "#lib/dashboard-paths";

export default async function SettingsHome({ params }: { params: Promise<{ workspace: string }> }) {
  redirect(developerPath((await params).workspace, "webhooks"));
}
