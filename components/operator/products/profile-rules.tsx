import { Fact, Facts } from "#components/ui/facts";
import { describeProfile } from "#lib/profiles/describe-profile";
import type { Profile } from "#lib/profiles/profile-schema";

/** A profile in words. */
export function ProfileRules({ profile }: { profile: Profile }) {
  return (
    <Facts>
      {describeProfile(profile).map(({ label, text }) => (
        <Fact key={label} label={label}>
          {text}
        </Fact>
      ))}
    </Facts>
  );
}
