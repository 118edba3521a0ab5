import { cn } from "#lib/class-names";

/** A coiled posthorn: bell to the right, mouthpiece to the left. */
export function LogoMark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" aria-hidden="true" className={cn("size-6 text-brass", className)} fill="none" stroke="currentColor" strokeLinecap="round" strokeLinejoin="round">
      <circle cx="13" cy="17.5" r="6.5" strokeWidth="2.6" />
      <path d="M3 24h10.5c6 0 8.2-3 11.5-6.4" strokeWidth="2.6" />
      <path d="M23.6 12.4 29.4 22c-3.4-.9-5.4-2.4-6.6-4.4s-1.2-3.6.8-5.2Z" fill="currentColor" strokeWidth="1.6" />
      <path d="M3 22v4" strokeWidth="2.6" />
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
