/** What finds a text by any part of it, whatever its case. Prisma alone takes `%`, `_` and `\` in it for a pattern. */
export function contains(text: string) {
  return { contains: text.replace(/[\\%_]/g, "\\$&"), mode: "insensitive" as const };
}
