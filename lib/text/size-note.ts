/** Standard Webhooks: "the payload should be under 20kb" (checklist 8). */
const RECOMMENDED_BYTES = 20_000;

/** A sentence about a request body that some receivers will find too large, or undefined. */
export function sizeNote(body: string): string | undefined {
  const bytes = new TextEncoder().encode(body).length;
  if (bytes <= RECOMMENDED_BYTES) return undefined;
  return `${Math.round(bytes / 1000)} KB: above the 20 KB that Standard Webhooks recommends. Some receivers refuse that; publish ids and let them fetch the rest.`;
}
