import { cva, type VariantProps } from "class-variance-authority";
import { LoaderCircle } from "lucide-react";
import Link from "next/link";
import type { ComponentProps } from "react";
import { cn } from "#lib/class-names";

export const buttonStyle = cva(
  "inline-flex shrink-0 items-center justify-center gap-1.5 rounded-md font-medium whitespace-nowrap select-none transition-colors disabled:opacity-50 disabled:cursor-not-allowed [&_svg]:size-3.5 [&_svg]:shrink-0",
  {
    variants: {
      variant: {
        primary: "bg-primary text-on-primary hover:not-disabled:bg-primary-hover",
        secondary:
          "border border-line-strong bg-surface text-ink shadow-panel hover:not-disabled:bg-hover data-popup-open:bg-hover",
        ghost: "text-ink-soft hover:not-disabled:bg-hover hover:not-disabled:text-ink data-popup-open:bg-hover",
        danger: "border border-line-strong bg-surface text-bad shadow-panel hover:not-disabled:bg-bad-soft",
        destructive: "bg-bad text-white dark:text-black hover:not-disabled:opacity-90",
      },
      size: {
        sm: "h-7 px-2.5 text-xs",
        md: "h-8 px-3 text-sm",
        lg: "h-9 px-4 text-sm",
        icon: "size-8",
        "icon-sm": "size-7",
      },
    },
    defaultVariants: { variant: "secondary", size: "md" },
  },
);

type ButtonStyle = VariantProps<typeof buttonStyle>;
type ButtonProps = ComponentProps<"button"> & ButtonStyle & { busy?: boolean };

/** A button. `busy` shows that its work is under way and refuses further presses without losing focus. */
export function Button({ className, variant, size, busy = false, onClick, children, ...props }: ButtonProps) {
  return (
    <button
      type="button"
      {...props}
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : onClick}
      className={cn(buttonStyle({ variant, size }), busy && "opacity-70", className)}
    >
      {busy && <LoaderCircle aria-hidden className="animate-spin" />}
      {children}
    </button>
  );
}

/** A link that looks like a button. */
export function ButtonLink({ className, variant, size, ...props }: ComponentProps<typeof Link> & ButtonStyle) {
  return <Link {...props} className={cn(buttonStyle({ variant, size }), className)} />;
}
