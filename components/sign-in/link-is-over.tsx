import { SignInFrame } from "#components/sign-in/frame";
import { ButtonLink } from "#components/ui/button";

/** What a mailed link shows that does not work any more. */
export function LinkIsOver({ again }: { again: string }) {
  return (
    <SignInFrame
      title="This link does not work any more"
      intro="It was used, or has expired: a link works once, for 15 minutes. Ask for a new one."
    >
      <div className="panel grid p-5">
        <ButtonLink href={again} variant="primary" size="lg">
          Ask for a new link
        </ButtonLink>
      </div>
    </SignInFrame>
  );
}
