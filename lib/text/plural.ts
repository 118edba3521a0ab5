const number = new Intl.NumberFormat("en");

/** A number with thousands separators. */
export function formatNumber(value: number): string {
  return number.format(value);
}

/** `1 delivery`, `1,204 deliveries`. */
export function plural(count: number, one: string, many: string): string {
  return `${number.format(count)} ${count === 1 ? one : many}`;
}
