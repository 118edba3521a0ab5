import "server-only";
import { db } from "#lib/database/client";

const TIMEOUT_MS = 3_000;

/** Whether the database answers within 3 s and has been migrated. */
export async function isDatabaseReady(): Promise<boolean> {
  const answers = db()
    .instanceSetting.findFirst({ select: { key: true } })
    .then(() => true)
    .catch(() => false);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, TIMEOUT_MS, false);
  });
  return Promise.race([answers, late]).finally(() => clearTimeout(timer));
}
