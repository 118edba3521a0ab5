const INDENT = "  ";

/**
 * JSON text with line breaks and indentation, every number, string and key order exactly as it was (JSON.parse would
 * round large numbers and reorder numeric keys). Text that is not JSON comes back unchanged.
 */
export function prettyJson(text: string): string {
  try {
    JSON.parse(text);
  } catch {
    return text;
  }
  let depth = 0;
  let out = "";
  let previous = "";
  const line = () => `\n${INDENT.repeat(depth)}`;
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{},:]|[^\s[\]{},:"]+/g)) {
    const closes = token === "}" || token === "]";
    if (closes) depth--;
    // Breaks the line after an opening bracket or a comma and before a closing one, but leaves `{}` and `[]` whole.
    const opened = previous === "{" || previous === "[";
    if (closes ? !opened : opened || previous === ",") out += line();
    out += token === ":" ? ": " : token;
    if (token === "{" || token === "[") depth++;
    previous = token;
  }
  return out;
}

/** The same without any space between the tokens. Text that is not JSON comes back unchanged. */
export function compactJson(text: string): string {
  try {
    JSON.parse(text);
  } catch {
    return text;
  }
  return [...text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{},:]|[^\s[\]{},:"]+/g)].map(([token]) => token).join("");
}
