import { type ClassValue, clsx } from "clsx";
import { extendTailwindMerge } from "tailwind-merge";

// Without this the added size would be taken for a colour and drop the real one.
const merge = extendTailwindMerge({ extend: { theme: { text: ["2xs"] } } });

/** Joins class names; of two Tailwind classes that set the same property, the later wins. */
export function cn(...classes: ClassValue[]): string {
  return merge(clsx(classes));
}
