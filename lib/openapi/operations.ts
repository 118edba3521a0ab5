import { DELIVERY_OPERATIONS } from "#lib/openapi/delivery-operations";
import { EVENT_OPERATIONS } from "#lib/openapi/event-operations";
import { INSTANCE_OPERATIONS } from "#lib/openapi/instance-operations";
import { INTEGRATION_OPERATIONS } from "#lib/openapi/integration-operations";
import { MEMBER_OPERATIONS } from "#lib/openapi/member-operations";
import { OPERATED_WORKSPACE_OPERATIONS } from "#lib/openapi/operated-workspace-operations";
import type { Operation } from "#lib/openapi/operation";
import { PRODUCT_OPERATIONS } from "#lib/openapi/product-operations";
import { WEBHOOK_OPERATIONS } from "#lib/openapi/webhook-operations";
import { WORKSPACE_OPERATIONS } from "#lib/openapi/workspace-operations";

/** Every operation of API v1, in reading order. */
export const OPERATIONS: Operation[] = [
  ...EVENT_OPERATIONS,
  ...WEBHOOK_OPERATIONS,
  ...DELIVERY_OPERATIONS,
  ...INTEGRATION_OPERATIONS,
  ...MEMBER_OPERATIONS,
  ...WORKSPACE_OPERATIONS,
  ...PRODUCT_OPERATIONS,
  ...OPERATED_WORKSPACE_OPERATIONS,
  ...INSTANCE_OPERATIONS,
];
