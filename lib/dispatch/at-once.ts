/**
 * A `next_attempt_at` that comes before every other: dispatchers take a webhook's deliveries in its order, so what a
 * person asks for just now goes before a backlog of a hundred thousand. Views and metrics show such a row as due now.
 */
export const AT_ONCE = new Date(0);
