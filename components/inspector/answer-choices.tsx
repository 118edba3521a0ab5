export const ANSWERS = [
  { value: "200", label: "200", text: "OK: delivered" },
  { value: "400", label: "400", text: "Rejected: retried" },
  { value: "410", label: "410", text: "Gone: disables the webhook" },
  { value: "429", label: "429", text: "Slow down: retried later" },
  { value: "500", label: "500", text: "Error: retried" },
  { value: "hang", label: "Never", text: "No answer: times out" },
];

const DELAYS = [
  { value: "0", label: "At once" },
  { value: "1000", label: "After 1 second" },
  { value: "5000", label: "After 5 seconds" },
  { value: "20000", label: "After 20 seconds" },
  { value: "60000", label: "After 60 seconds" },
];

/** The choices, and what the API may have set beside them. */
export function delaysWith(delayMs: number) {
  const known = DELAYS.some((delay) => delay.value === String(delayMs));
  return known ? DELAYS : [...DELAYS, { value: String(delayMs), label: `After ${delayMs / 1000} seconds` }];
}
