/** Slugs are parts of addresses and of commands. */
export const MAX_SLUG_LENGTH = 48;

/** A slug for a name, as good as its letters allow. */
export function slugOf(name: string): string {
  const plain = name.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase();
  return plain
    .replaceAll(/[^a-z0-9]+/g, "-")
    .slice(0, MAX_SLUG_LENGTH)
    .replaceAll(/^-+|-+$/g, "");
}
