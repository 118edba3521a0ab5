import { createHash, randomBytes } from "node:crypto";

const TOKEN_BYTES = 32;

/** A token for a link: 256 random bits, safe in a URL. Only its hash is stored. */
export function createOneTimeToken(): { token: string; hash: Buffer<ArrayBuffer> } {
  const token = randomBytes(TOKEN_BYTES).toString("base64url");
  return { token, hash: oneTimeTokenHash(token) };
}

/** What is stored of a token, and looked up by: a comparison of digests tells nothing about the token by its time. */
export function oneTimeTokenHash(token: string): Buffer<ArrayBuffer> {
  return Buffer.from(createHash("sha256").update(token).digest());
}
