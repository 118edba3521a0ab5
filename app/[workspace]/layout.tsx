import { readNotificationsAction } from "#app/_actions/notifications";
import { pageContext, requireUser } from "#app/_lib/session";
import { Shell } from "#components/shell/shell";
import { listNotifications } from "#lib/notifications/list-notifications";

interface Props {
  params: Promise<{ workspace: string }>;
  children: React.ReactNode;
}

export default async function WorkspaceLayout({ params, children }: Props) {
  const { workspace: slug } = await params;
  const [user, ctx] = await Promise.all([requireUser(), pageContext(slug)]);
  const notifications = await listNotifications(ctx);
  const memberships = user.memberships.map(({ workspace, role, product, suspendedAt }) => ({
    slug: workspace.slug,
    name: workspace.name,
    product,
    role,
    suspended: suspendedAt !== null,
  }));
  const product = memberships.find((membership) => membership.slug === slug)?.product ?? "";
  const workspace = { slug, name: ctx.workspace.name, product, role: ctx.role };
  return (
    <Shell
      key={slug}
      workspace={workspace}
      memberships={memberships}
      user={{ name: user.name, email: user.email, isOperator: user.isOperator }}
      notifications={notifications}
      readNotifications={readNotificationsAction.bind(null, slug)}
    >
      {children}
    </Shell>
  );
}
