import { memberships, pageContext, requireUser } from "#app/_lib/session";
import { Shell } from "#components/shell/shell";

interface Props {
  params: Promise<{ workspace: string }>;
  children: React.ReactNode;
}

export default async function WorkspaceLayout({ params, children }: Props) {
  const { workspace: slug } = await params;
  const [user, ctx, all] = await Promise.all([requireUser(), pageContext(slug), memberships()]);
  const product = all.find((membership) => membership.slug === slug)?.product ?? "";
  const workspace = { slug: ctx.workspace.slug, name: ctx.workspace.name, product, role: ctx.role };
  return (
    <Shell workspace={workspace} memberships={all} user={{ name: user.name, email: user.email }}>
      {children}
    </Shell>
  );
}
