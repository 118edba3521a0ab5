import { AppError } from "#lib/errors/app-error";

/** The refusal that members and API keys of a suspended workspace get. */
export function suspended({ suspendedReason }: { suspendedReason: string | null }): AppError {
  const why = suspendedReason ? ` Its operator says: ${suspendedReason}` : "";
  return new AppError("workspace_suspended", `This workspace is suspended.${why}`);
}
