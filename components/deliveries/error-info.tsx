import { ERROR_INFO, type ErrorInfo } from "#lib/attempts/error-codes";

/** What a failure means, or null for none and for a code from a newer version. */
export function errorInfo(code: string | null): ErrorInfo | null {
  return code !== null && Object.hasOwn(ERROR_INFO, code) ? ERROR_INFO[code as keyof typeof ERROR_INFO] : null;
}

/** A failure in a few words; the code itself where we know no better. */
export function errorTitle(code: string | null): string | null {
  return errorInfo(code)?.title ?? code;
}
