import { parse, v7 } from "uuid";

/** What each id begins with outside the database. */
export const ID_PREFIXES = {
  account: "acc",
  attempt: "att",
  audit: "aud",
  delivery: "dlv",
  event: "evt",
  eventType: "ety",
  inbox: "ibx",
  inboxRequest: "ibr",
  integration: "int",
  invitation: "inv",
  key: "key",
  notification: "ntf",
  product: "prd",
  profile: "prf",
  replay: "rpl",
  secret: "sec",
  session: "ses",
  tenant: "ten",
  user: "usr",
  webhook: "wh",
  workspace: "ws",
} as const;

export type IdKind = keyof typeof ID_PREFIXES;

/** Crockford's base 32 in lower case: sorts like the bytes, and no letter reads as a digit. */
const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
const TEXT_LENGTH = 26;
const VALUES = new Map([...ALPHABET].map((letter, value) => [letter, BigInt(value)]));

/** A new uuid v7 for a row. */
export function newId(): string {
  return v7();
}

/** The id as people and programs see it: prefix, underscore and 26 letters that sort by time, e.g. `evt_01jf…`. */
export function publicId(kind: IdKind, uuid: string): string {
  let rest = BigInt(`0x${uuid.replaceAll("-", "")}`);
  let text = "";
  for (let i = 0; i < TEXT_LENGTH; i++) {
    text = ALPHABET[Number(rest & 31n)] + text;
    rest >>= 5n;
  }
  return `${ID_PREFIXES[kind]}_${text}`;
}

/** The uuid behind a public id, or null when `text` is not one of this kind. */
export function parseId(kind: IdKind, text: string): string | null {
  const prefix = `${ID_PREFIXES[kind]}_`;
  if (!text.startsWith(prefix) || text.length !== prefix.length + TEXT_LENGTH) return null;
  let value = 0n;
  for (const letter of text.slice(prefix.length)) {
    const digit = VALUES.get(letter);
    if (digit === undefined) return null;
    value = (value << 5n) | digit;
  }
  if (value >> 128n) return null;
  const hex = value.toString(16).padStart(32, "0");
  // Not uuid's stringify(), which throws for versions it does not know: any 128 bits are a uuid to Postgres.
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/** The time, in milliseconds since 1970, at which a uuid v7 was made. */
export function idTime(uuid: string): number {
  const bytes = parse(uuid);
  return Number(Buffer.from(bytes.slice(0, 6)).readUIntBE(0, 6));
}
