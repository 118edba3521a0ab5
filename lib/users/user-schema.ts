import { z } from "zod";

const MAX_EMAIL_LENGTH = 254;
const MIN_PASSWORD_LENGTH = 12;
const MAX_PASSWORD_LENGTH = 256;
const MIN_DISTINCT_LETTERS = 5;

/**
 * An e-mail address as it is stored: lower case, ASCII only. A full-width `＠` or a look-alike letter would make an
 * address that mail servers and people read as somebody else's (CVE-2026-73420).
 */
export const Email = z
  .string("must be text")
  .trim()
  .toLowerCase()
  .max(MAX_EMAIL_LENGTH, "is too long")
  .refine((text) => /^[\x21-\x7e]+$/.test(text), "must contain plain letters only")
  .meta({ format: "email" })
  .pipe(z.email("is not an e-mail address"));

/** A person's name as it is shown. */
export const PersonName = z
  .string("must be text")
  .trim()
  .min(1, "is required")
  .max(100, "is longer than 100 characters");

/** A new password. Length is what makes it strong; the rest refuses those that are long in name only. */
export const NewPassword = z
  .string("must be text")
  .min(MIN_PASSWORD_LENGTH, `must have at least ${MIN_PASSWORD_LENGTH} characters`)
  .max(MAX_PASSWORD_LENGTH, `must have at most ${MAX_PASSWORD_LENGTH} characters`)
  .refine((text) => new Set(text).size >= MIN_DISTINCT_LETTERS, "repeats the same few characters");
