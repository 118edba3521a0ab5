/**
 * Where text stops being JSON (RFC 8259), for the message: V8 names a position for some mistakes only. The index of the
 * first character that can't stand where it does; the text's length when it ends too early, or has no mistake.
 */
export function firstJsonError(text: string): number {
  const open: string[] = [];
  let expected: "value" | "first value" | "key" | "first key" | "colon" | "end" = "value";
  let at = 0;
  for (;;) {
    while (WHITE_SPACE.has(text[at] ?? "")) at++;
    const char = text[at];
    if (char === undefined) return text.length;
    if (expected === "end") {
      const container = open.at(-1);
      if (char === "," && container !== undefined) expected = container === "{" ? "key" : "value";
      else if (container !== undefined && char === CLOSES[container]) open.pop();
      else return at;
      at++;
    } else if (expected === "colon") {
      if (char !== ":") return at;
      expected = "value";
      at++;
    } else if (char === CLOSES[open.at(-1) ?? ""] && expected.startsWith("first")) {
      open.pop();
      expected = "end";
      at++;
    } else if (char === '"') {
      const end = stringEnd(text, at);
      if (end.mistake) return end.at;
      expected = expected.endsWith("key") ? "colon" : "end";
      at = end.at;
    } else if (expected.endsWith("key")) {
      return at;
    } else if (char in CLOSES) {
      open.push(char);
      expected = char === "{" ? "first key" : "first value";
      at++;
    } else {
      const end = scalarEnd(text, at);
      if (end.mistake) return end.at;
      expected = "end";
      at = end.at;
    }
  }
}

interface End {
  at: number;
  mistake: boolean;
}

const WHITE_SPACE = new Set([" ", "\t", "\n", "\r"]);
const CLOSES: Record<string, string> = { "{": "}", "[": "]" };
const SCALAR = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.+-])/y;
const WORDS = ["true", "false", "null"];

function stringEnd(text: string, start: number): End {
  for (let at = start + 1; at < text.length; at++) {
    const char = text.charCodeAt(at);
    if (char === 0x22) return { at: at + 1, mistake: false };
    if (char < 0x20) return { at, mistake: true };
    if (char !== 0x5c) continue;
    at++;
    if (text[at] === "u") {
      const digits = /^[0-9a-fA-F]*/.exec(text.slice(at + 1, at + 5))?.[0].length ?? 0;
      if (digits < 4) return { at: at + 1 + digits, mistake: true };
      at += 4;
    } else if (!'"\\/bfnrt'.includes(text[at] ?? "x")) return { at, mistake: true };
  }
  return { at: text.length, mistake: true };
}

function scalarEnd(text: string, start: number): End {
  SCALAR.lastIndex = start;
  if (SCALAR.test(text)) return { at: SCALAR.lastIndex, mistake: false };
  const cutOff = WORDS.some((word) => text.length - start < word.length && word.startsWith(text.slice(start)));
  return { at: cutOff ? text.length : start, mistake: true };
}
