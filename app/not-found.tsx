import { Logo } from "#components/shell/logo";
import { ButtonLink } from "#components/ui/button";

export default function NotFound() {
  return (
    <main className="grid min-h-dvh place-items-center px-4">
      <div className="grid justify-items-center gap-4 text-center">
        <Logo />
        <h1 className="text-xl font-semibold tracking-tight">This page does not exist</h1>
        <p className="max-w-sm text-ink-muted text-balance">
          The address may be mistyped, or the workspace is not one of yours.
        </p>
        <ButtonLink href="/" variant="primary">
          Go to your workspace
        </ButtonLink>
      </div>
    </main>
  );
}
