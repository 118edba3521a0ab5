import type { WorkspaceContext } from "#lib/context/workspace-context";
import { db } from "#lib/database/client";
import { PRESETS } from "#lib/profiles/presets";
import { Profile } from "#lib/profiles/profile-schema";
import { createWebhook } from "#lib/webhooks/create-webhook";
import type { WebhookInput } from "#lib/webhooks/webhook-schema";
import type { Instance } from "#scripts/chaos/instance";
import { Publisher } from "#scripts/chaos/publisher";
import type { Manner, Receivers, Target } from "#scripts/chaos/receiver";
import { createTestWorkspace, type TestWorkspace } from "#tests/support/workspace";

const TIMEOUT_SECONDS = 5;
const RETRY_SECONDS = [1, 1, 2, 2, 5, 5, 10, 10, 10, 10];

export interface ChaosWebhook {
  id: string;
  target: Target;
}

/** A product with one workspace, its backend that publishes, and its webhooks. */
export class Customer {
  readonly workspace: TestWorkspace;
  readonly publisher: Publisher;
  readonly owner: WorkspaceContext;
  readonly webhooks: ChaosWebhook[] = [];
  readonly #receivers: Receivers;

  private constructor(workspace: TestWorkspace, publisher: Publisher, owner: WorkspaceContext, receivers: Receivers) {
    this.workspace = workspace;
    this.publisher = publisher;
    this.owner = owner;
    this.#receivers = receivers;
  }

  /** Retries come within seconds, so that a run is short. */
  static async create(
    instance: Pick<Instance, "url" | "publishers">,
    receivers: Receivers,
    timeoutSeconds = TIMEOUT_SECONDS,
  ): Promise<Customer> {
    const workspace = await createTestWorkspace();
    const profile = { ...PRESETS.acme.profile, timeoutSeconds, retry: { delaysSeconds: RETRY_SECONDS } };
    await db().profile.update({ where: { id: workspace.profileId }, data: { config: Profile.parse(profile) } });
    const publisher = new Publisher(instance.url, await workspace.publishKey(), workspace.slug);
    instance.publishers.push(publisher);
    return new Customer(workspace, publisher, await workspace.as("owner"), receivers);
  }

  async addWebhook(manner?: Manner, input: Partial<WebhookInput> = {}): Promise<ChaosWebhook> {
    const target = this.#receivers.add(manner);
    const fields = { name: `Chaos ${this.webhooks.length}`, url: target.url, eventTypes: ["*"], ...input };
    const { webhook, secret } = await createWebhook(this.owner, fields);
    target.secrets = [secret];
    const added = { id: webhook.id, target };
    this.webhooks.push(added);
    return added;
  }

  get duplicates(): number {
    return this.webhooks.reduce((sum, { target }) => sum + target.duplicates, 0);
  }

  /** Deliveries made of all events that were answered 202. */
  get delivered(): number {
    return this.webhooks.reduce((sum, { target }) => sum + target.ledger.size, 0);
  }
}

/** Requests that a customer's receivers got. */
export const received = (customer: Customer) => customer.webhooks.reduce((sum, { target }) => sum + target.total, 0);
