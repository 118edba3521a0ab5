/** The most bytes of one event's `data`, as UTF-8. */
export const MAX_DATA_BYTES = 256 * 1024;
/** The most events of one publish request. */
export const MAX_BATCH_EVENTS = 1000;
/** The most bytes of one publish request. */
export const MAX_PUBLISH_BYTES = 20 * 1024 * 1024;
