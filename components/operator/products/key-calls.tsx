import type { ActionResult } from "#lib/actions/action-result";
import type { PublishKeyInput, RotateKeyInput } from "#lib/keys/key-schema";
import type { PublishKeyView } from "#lib/keys/key-view";

interface CreatedKey {
  key: PublishKeyView;
  token: string;
}

/** What the page of publish keys may do; `create` is bound to the product. */
export interface KeyCalls {
  create: (input: PublishKeyInput) => Promise<ActionResult<CreatedKey>>;
  rotate: (id: string, input: RotateKeyInput) => Promise<ActionResult<CreatedKey & { previous: PublishKeyView }>>;
  revoke: (id: string) => Promise<ActionResult<PublishKeyView>>;
}

/** A command that publishes with a key. */
export function publishCurl(url: string, token: string): string {
  return [
    `curl ${url}/api/v1/events \\`,
    `  -H "Authorization: Bearer ${token}" \\`,
    '  -H "Content-Type: application/json" \\',
    `  -d '{"workspace":"<slug>","type":"<event type>","data":{"id":"1"}}'`,
  ].join("\n");
}
