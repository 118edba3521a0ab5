/**
 * Cuts JSON text into its members without re-serialising it, so that a value is passed on exactly as it was written:
 * `JSON.stringify(JSON.parse(x))` rounds long numbers, turns `1.0` into `1`, reorders integer keys and drops
 * duplicates. Both functions need text that `JSON.parse` has accepted.
 */

/** The raw text of each member of an object; of a repeated key the last one, as `JSON.parse` would. */
export function sliceObject(text: string): Map<string, string> {
  const members = new Map<string, string>();
  let at = skipSpace(text, skipSpace(text, 0) + 1);
  while (text[at] === '"') {
    const keyEnd = valueEnd(text, at);
    const valueStart = skipSpace(text, skipSpace(text, keyEnd) + 1);
    const end = valueEnd(text, valueStart);
    members.set(JSON.parse(text.slice(at, keyEnd)), text.slice(valueStart, end));
    at = skipSpace(text, end);
    if (text[at] !== ",") break;
    at = skipSpace(text, at + 1);
  }
  return members;
}

/** The raw text of each item of an array. */
export function sliceArray(text: string): string[] {
  const items: string[] = [];
  let at = skipSpace(text, skipSpace(text, 0) + 1);
  while (at < text.length && text[at] !== "]") {
    const end = valueEnd(text, at);
    items.push(text.slice(at, end));
    at = skipSpace(text, end);
    if (text[at] !== ",") break;
    at = skipSpace(text, at + 1);
  }
  return items;
}

/** How many objects and arrays the text nests at most; a scalar has depth 0. */
export function jsonDepth(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text.charCodeAt(at);
    if (char === QUOTE) at = stringEnd(text, at) - 1;
    else if (char === OPEN_BRACE || char === OPEN_BRACKET) deepest = Math.max(deepest, ++depth);
    else if (char === CLOSE_BRACE || char === CLOSE_BRACKET) depth--;
  }
  return deepest;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;

function isSpace(char: number): boolean {
  return char === 0x20 || char === 0x0a || char === 0x0d || char === 0x09;
}

function skipSpace(text: string, at: number): number {
  while (isSpace(text.charCodeAt(at))) at++;
  return at;
}

/** Where the string that starts at `at` has ended. */
function stringEnd(text: string, at: number): number {
  for (let i = at + 1; ; i++) {
    const end = text.indexOf('"', i);
    let backslashes = 0;
    while (text.charCodeAt(end - 1 - backslashes) === BACKSLASH) backslashes++;
    if (backslashes % 2 === 0) return end + 1;
    i = end;
  }
}

/** Where the value that starts at `at` has ended. */
function valueEnd(text: string, at: number): number {
  const first = text.charCodeAt(at);
  if (first === QUOTE) return stringEnd(text, at);
  if (first !== OPEN_BRACE && first !== OPEN_BRACKET) {
    let end = at;
    for (; end < text.length; end++) {
      const char = text.charCodeAt(end);
      if (char === COMMA || char === CLOSE_BRACE || char === CLOSE_BRACKET || isSpace(char)) break;
    }
    return end;
  }
  let depth = 0;
  for (let end = at; end < text.length; end++) {
    const char = text.charCodeAt(end);
    if (char === QUOTE) end = stringEnd(text, end) - 1;
    else if (char === OPEN_BRACE || char === OPEN_BRACKET) depth++;
    else if ((char === CLOSE_BRACE || char === CLOSE_BRACKET) && --depth === 0) return end + 1;
  }
  return text.length;
}
