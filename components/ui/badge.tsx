import { cva, type VariantProps } from "class-variance-authority";
import { cn } from "#lib/class-names";

const badgeStyle = cva(
  "inline-flex w-fit max-w-full items-center gap-1 rounded px-1.5 text-xs leading-5 font-medium tracking-normal whitespace-nowrap [&_svg]:size-3 [&_svg]:shrink-0",
  {
    variants: {
      tone: {
        neutral: "bg-sunken text-ink-soft ring-1 ring-line ring-inset",
        good: "bg-good-soft text-good",
        bad: "bg-bad-soft text-bad",
        warn: "bg-warn-soft text-warn",
        info: "bg-info-soft text-info",
        accent: "bg-accent-soft text-accent-strong",
      },
    },
    defaultVariants: { tone: "neutral" },
  },
);

export type Tone = NonNullable<VariantProps<typeof badgeStyle>["tone"]>;

export function Badge({ tone, className, children }: { tone?: Tone; className?: string; children: React.ReactNode }) {
  return <span className={cn(badgeStyle({ tone }), className)}>{children}</span>;
}
