/** No such schema, table or column: what Postgres answers before the first worker has made the engine's. */
const NOT_MIGRATED = ["3F000", "42P01", "42703"];

/** What was read of the engine, or `fallback` while no worker has ever started on this database. */
export async function whenMigrated<T>(read: Promise<T>, fallback: T): Promise<T> {
  try {
    return await read;
  } catch (error) {
    if (NOT_MIGRATED.includes(String((error as { code?: unknown }).code))) return fallback;
    throw error;
  }
}
