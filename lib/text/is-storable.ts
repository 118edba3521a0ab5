/** Whether PostgreSQL can hold the text: without NUL, and without halves of surrogate pairs, which UTF-8 has no bytes for. */
export function isStorable(text: string): boolean {
  return !text.includes("\0") && text.isWellFormed();
}
