/** How a session began, beside the ids of providers. */
export const PASSWORD_METHOD = "password";
export const LINK_METHOD = "mail-link";

/** A session ends at the latest after this, however busy it is (ASVS 5.0 7.3.2). */
export const SESSION_SECONDS = 14 * 24 * 60 * 60;
/** And earlier when nobody has used it for this long (7.3.1). */
export const IDLE_SECONDS = 3 * 24 * 60 * 60;

/** Whether a session's time is over. */
export function hasEnded({ createdAt, lastSeenAt }: { createdAt: Date; lastSeenAt: Date }, now = Date.now()): boolean {
  return now - createdAt.getTime() > SESSION_SECONDS * 1000 || now - lastSeenAt.getTime() > IDLE_SECONDS * 1000;
}
