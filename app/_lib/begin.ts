/**
 * Begins what a part of the page will wait for, before the page around it is rendered. That part tells when it fails, if it is
 * rendered at all.
 */
export function begin<T>(reading: Promise<T>): Promise<T> {
  reading.catch(() => {});
  return reading;
}
