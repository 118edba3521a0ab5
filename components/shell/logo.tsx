import { cn } from "#lib/class-names";

/** A posthorn: one coil, the bell to the right, the mouthpiece to the left. */
export function LogoMark({ className }: { className?: string }) {
  return (
    <svg
      viewBox="0 0 32 32"
      aria-hidden="true"
      className={cn("size-6 text-brass", className)}
      fill="none"
      stroke="currentColor"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <circle cx="14" cy="14.5" r="6.8" strokeWidth="2.5" />
      <path d="M3.5 21.3H22" strokeWidth="2.5" />
      <path d="M3.2 19.4v3.8" strokeWidth="2.5" />
      <path d="M21 20.3c3.6-.3 6.2-2 8-4.8v11.6c-1.8-2.8-4.4-4.5-8-4.8Z" fill="currentColor" strokeWidth="1.5" />
    </svg>
  );
}

export function Logo({ className }: { className?: string }) {
  return (
    <span className={cn("inline-flex items-center gap-2 text-base font-semibold tracking-tight", className)}>
      <LogoMark />
      Posthorn
    </span>
  );
}
