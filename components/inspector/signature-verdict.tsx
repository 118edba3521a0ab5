import { CircleHelp, ShieldAlert, ShieldCheck, ShieldX } from "lucide-react";
import { Badge, type Tone } from "#components/ui/badge";
import type { SignatureVerdict as Verdict } from "#lib/inbox/judge-signature";

const LOOKS: Record<Verdict["verdict"], { label: string; tone: Tone; icon: typeof ShieldCheck }> = {
  valid: { label: "Signature valid", tone: "good", icon: ShieldCheck },
  invalid: { label: "Signature invalid", tone: "bad", icon: ShieldX },
  missing: { label: "Not signed", tone: "warn", icon: ShieldAlert },
  unknown: { label: "Signature unknown", tone: "neutral", icon: CircleHelp },
};

export function SignatureVerdict({ verdict }: { verdict: Verdict["verdict"] }) {
  const { label, tone, icon: Icon } = LOOKS[verdict];
  return (
    <Badge tone={tone}>
      <Icon aria-hidden />
      {label}
    </Badge>
  );
}
