import "server-only";
import { hash, verify } from "@node-rs/argon2";

/** OWASP's first recommendation for argon2id (the library's default algorithm): 19 MiB, 2 passes, 1 lane. */
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Shorter ones are refused (NIST SP 800-63B-4), longer ones would be a way to keep the server busy. */
export const MIN_PASSWORD_LENGTH = 12;
export const MAX_PASSWORD_LENGTH = 256;

/** The argon2id hash of a password, with its own salt, in PHC format. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, PARAMETERS);
}

let unknownUserHash: Promise<string> | undefined;

/**
 * Whether the password is right. Takes as long for a user who does not exist (`null`) as for one who does.
 */
export async function verifyPassword(passwordHash: string | null, password: string): Promise<boolean> {
  if (password.length > MAX_PASSWORD_LENGTH) return false;
  unknownUserHash ??= hashPassword("nobody's password");
  const matches = await verify(passwordHash ?? (await unknownUserHash), password);
  return matches && passwordHash !== null;
}
