import { buttonStyle } from "#components/ui/button";
import { cn } from "#lib/class-names";

export interface SelectOption {
  value: string;
  label: string;
  icon?: React.ReactNode;
}

export interface SelectProps {
  options: readonly SelectOption[];
  value: string;
  onValueChange: (value: string) => void;
  id?: string;
  "aria-label"?: string;
  "aria-describedby"?: string | undefined;
  className?: string;
  size?: "sm" | "md";
}

/** How it looks, closed. */
export function selectStyle(size: SelectProps["size"], className: string | undefined): string {
  return cn(
    buttonStyle({ variant: "secondary", size }),
    "justify-between font-normal border-control shadow-none",
    className,
  );
}
