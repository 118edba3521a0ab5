import { publicId } from "#lib/ids";
import type { RetrySchedule, SignatureConfig } from "#lib/profiles/profile-schema";
import type { WebhookCounts } from "#lib/webhooks/count-webhooks";
import type { Prisma, Role, WebhookStatus } from "#prisma/client";

/** The columns of a webhook that may leave the server. Secrets and header values are not among them. */
export const WEBHOOK_VIEW = {
  id: true,
  name: true,
  description: true,
  url: true,
  eventTypes: true,
  headerNames: true,
  status: true,
  statusReason: true,
  statusCause: true,
  statusChangedAt: true,
  autoResume: true,
  timeoutMs: true,
  retrySchedule: true,
  rateLimit: true,
  maxInFlight: true,
  ordered: true,
  signature: true,
  ownerId: true,
  integrationId: true,
  version: true,
  createdAt: true,
  updatedAt: true,
  tenant: { select: { key: true } },
  health: {
    select: {
      lastSuccessAt: true,
      lastFailureAt: true,
      failingSince: true,
      consecutiveFailures: true,
      lastErrorCode: true,
      lastResponseStatus: true,
      waitUntil: true,
      waitReason: true,
      circuitOpenings: true,
      probeAt: true,
    },
  },
  // The public halves only, and until when replaced ones sign.
  secrets: {
    select: { publicKey: true, expiresAt: true },
    orderBy: { id: "desc" },
  },
} as const satisfies Prisma.WebhookSelect;

export type WebhookRow = Prisma.WebhookGetPayload<{ select: typeof WEBHOOK_VIEW }>;

/** Why Posthorn disabled a webhook: its receiver answered 410, or every attempt failed for days. */
export const STATUS_CAUSES = ["gone", "failing"] as const;
export type StatusCause = (typeof STATUS_CAUSES)[number];

export const CIRCUIT_STATES = ["closed", "open", "probing"] as const;

export interface WebhookHealthView {
  lastSuccessAt: string | null;
  lastFailureAt: string | null;
  /** Start of the present unbroken run of failures. */
  failingSince: string | null;
  consecutiveFailures: number;
  lastErrorCode: string | null;
  lastResponseStatus: number | null;
  /** No attempt before this time. */
  waitUntil: string | null;
  waitReason: string | null;
  /** `open`: nothing is sent until `waitUntil`. `probing`: one request at a time, until one succeeds. */
  circuit: (typeof CIRCUIT_STATES)[number];
  /** When a disabled webhook is tried next by itself; null when it is not. */
  nextProbeAt: string | null;
}

export interface WebhookOwner {
  id: string;
  name: string;
  email: string;
  role: Role;
}

/** An event type that a webhook subscribes to and does not receive, and the role its owner would need. */
export interface WithheldType {
  type: string;
  lowestRole: Role;
}

/** A webhook as API and UI show it. */
export interface WebhookView {
  id: string;
  name: string;
  description: string;
  url: string;
  eventTypes: string[];
  headerNames: string[];
  status: WebhookStatus;
  statusReason: string | null;
  statusCause: StatusCause | null;
  /** Since when it has this status. */
  statusSince: string;
  /** Whether it comes back by itself after it was disabled for failing. */
  autoResume: boolean;
  timeoutSeconds: number | null;
  retrySchedule: RetrySchedule | null;
  rateLimit: number | null;
  maxInFlight: number;
  ordered: boolean;
  signature: SignatureConfig[] | null;
  /** What receivers verify ed25519 signatures with (`whpk_…`), newest first: during a rotation two. */
  publicKeys: string[];
  /** Until when the secret that a rotation replaced signs too; null when only the current one does. */
  previousSecretUntil: string | null;
  /** The tenant's key. */
  tenant: string | null;
  integration: string | null;
  owner: WebhookOwner | null;
  version: number;
  createdAt: string;
  updatedAt: string;
  health?: WebhookHealthView;
  counts?: WebhookCounts;
  withheld?: WithheldType[];
}

/** @param owner the user behind `ownerId`, null when there is none any more */
export function webhookView(row: WebhookRow, owner: WebhookOwner | null): WebhookView {
  return {
    id: publicId("webhook", row.id),
    name: row.name,
    description: row.description,
    url: row.url,
    eventTypes: row.eventTypes,
    headerNames: row.headerNames,
    status: row.status,
    statusReason: row.statusReason,
    // Written only by disableWebhooks and the probe.
    statusCause: row.statusCause as StatusCause | null,
    statusSince: row.statusChangedAt.toISOString(),
    autoResume: row.autoResume,
    timeoutSeconds: row.timeoutMs === null ? null : row.timeoutMs / 1000,
    // Written only after RetrySchedule has parsed it.
    retrySchedule: row.retrySchedule as RetrySchedule | null,
    rateLimit: row.rateLimit,
    maxInFlight: row.maxInFlight,
    ordered: row.ordered,
    // Written only after SignatureConfigs has parsed it.
    signature: row.signature as SignatureConfig[] | null,
    publicKeys: currentPublicKeys(row.secrets),
    previousSecretUntil: previousSecretUntil(row.secrets),
    tenant: row.tenant?.key ?? null,
    integration: row.integrationId && publicId("integration", row.integrationId),
    owner,
    version: row.version,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}

/** The public keys that verify what is sent now. */
export function currentPublicKeys(secrets: { publicKey: string | null; expiresAt: Date | null }[]): string[] {
  const now = Date.now();
  return secrets.flatMap(({ publicKey, expiresAt }) =>
    publicKey !== null && (expiresAt === null || expiresAt.getTime() > now) ? [publicKey] : [],
  );
}

/** The end of the overlap of a rotation, while it lasts. */
function previousSecretUntil(secrets: { expiresAt: Date | null }[]): string | null {
  const now = Date.now();
  const ends = secrets.flatMap(({ expiresAt }) =>
    expiresAt && expiresAt.getTime() > now ? [expiresAt.getTime()] : [],
  );
  return ends.length > 0 ? new Date(Math.max(...ends)).toISOString() : null;
}

/** All zero and null for a webhook that never had an attempt. */
export function healthView({ health, status, autoResume }: WebhookRow): WebhookHealthView {
  const isOpen = health?.waitReason === "circuit" && (health.waitUntil?.getTime() ?? 0) > Date.now();
  return {
    lastSuccessAt: health?.lastSuccessAt?.toISOString() ?? null,
    lastFailureAt: health?.lastFailureAt?.toISOString() ?? null,
    failingSince: health?.failingSince?.toISOString() ?? null,
    consecutiveFailures: health?.consecutiveFailures ?? 0,
    lastErrorCode: health?.lastErrorCode ?? null,
    lastResponseStatus: health?.lastResponseStatus ?? null,
    waitUntil: health?.waitUntil?.toISOString() ?? null,
    waitReason: health?.waitReason ?? null,
    circuit: health && health.circuitOpenings > 0 ? (isOpen ? "open" : "probing") : "closed",
    nextProbeAt: (status === "disabled" && autoResume && health?.probeAt?.toISOString()) || null,
  };
}
