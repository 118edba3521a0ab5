const MIN_DISTINCT_BYTES = 12;

/**
 * Whether a key of 32 bytes was typed or copied from somewhere, not made at random: zeros, one byte again and again,
 * counted up, or text. Of random keys less than one in a trillion looks like this.
 */
export function looksMadeUp(key: Uint8Array): boolean {
  const bytes = [...key];
  const isText = bytes.every((byte) => byte >= 0x20 && byte <= 0x7e);
  const step = ((bytes[1] ?? 0) - (bytes[0] ?? 0)) & 0xff;
  const isCounted = bytes.every((byte, index) => byte === (((bytes[0] ?? 0) + index * step) & 0xff));
  return isText || isCounted || new Set(bytes).size < MIN_DISTINCT_BYTES;
}
