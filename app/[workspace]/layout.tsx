import { readNotificationsAction } from "#app/_actions/notifications";
import { memberships, pageContext, requireUser } from "#app/_lib/session";
import { Shell } from "#components/shell/shell";
import { listNotifications } from "#lib/notifications/list-notifications";

interface Props {
  params: Promise<{ workspace: string }>;
  children: React.ReactNode;
}

export default async function WorkspaceLayout({ params, children }: Props) {
  const { workspace: slug } = await params;
  const [user, ctx, all] = await Promise.all([requireUser(), pageContext(slug), memberships()]);
  const notifications = await listNotifications(ctx);
  const product = all.find((membership) => membership.slug === slug)?.product ?? "";
  const workspace = { slug: ctx.workspace.slug, name: ctx.workspace.name, product, role: ctx.role };
  return (
    <Shell
      key={slug}
      workspace={workspace}
      memberships={all}
      user={{ name: user.name, email: user.email, isOperator: user.isOperator }}
      notifications={notifications}
      readNotifications={readNotificationsAction.bind(null, slug)}
    >
      {children}
    </Shell>
  );
}
