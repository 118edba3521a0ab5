import type { FieldError } from "#lib/errors/app-error";

/** What a server action answers: its data, or a message for the reader and the fields it concerns. */
export type ActionResult<T> = { ok: true; data: T } | { ok: false; message: string; errors: FieldError[] };
