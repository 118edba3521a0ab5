import type { InboxRequestView } from "#lib/inbox/list-inbox-requests";

/** A request as JSON for the tests of a receiver: the body exactly as it came, so that its signature can be verified. */
export function testFixture({ method, url, headers, body, bodyEncoding, receivedAt }: InboxRequestView): string {
  const byName = Object.groupBy(headers, ([name]) => name.toLowerCase());
  const joined = Object.fromEntries(
    Object.entries(byName).map(([name, pairs = []]) => [name, pairs.map(([, value]) => value).join(", ")]),
  );
  return `${JSON.stringify({ method, path: url, headers: joined, body, bodyEncoding, receivedAt }, null, 2)}\n`;
}
