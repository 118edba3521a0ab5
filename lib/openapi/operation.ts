import type { z } from "zod";
import type { OperatorPermission } from "#lib/context/operator-context";
import { RotateKeyInput } from "#lib/keys/key-schema";
import type { QuotaName } from "#lib/limits/quotas";
import type { Permission } from "#lib/permissions/permissions";

/** The groups of the reference, in its order. */
export const TAGS = {
  Events: "Publish events, and look at what was published.",
  Webhooks: "Who receives what, where, and how it is signed.",
  Deliveries: "One event for one webhook: its attempts, and sending it again.",
  Replays: "Sending many deliveries again.",
  Members: "Who belongs to the workspace, who is invited, and who changed what.",
  Integrations: "Programs that act for the workspace, and the API keys they do it with.",
  Workspace: "Its settings, inboxes of the Inspector and notifications.",
  Operator: "For whoever runs this instance: products, workspaces and the instance itself.",
} as const;

/** The types of a log as a file, the default first. */
export const EXPORT_TYPES = ["application/x-ndjson", "text/csv"] as const;

interface Details {
  /** Whose key it needs. Default: a workspace's API key with the operation's scope. */
  key?: "publish" | "operator" | "none";
  scope?: Permission | OperatorPermission;
  /** More than the summary says. */
  description?: string;
  query?: z.ZodObject;
  body?: z.ZodType;
  /** A body as one would send it. */
  example?: unknown;
  /** Whether the body may also be a list of such. */
  isBatch?: true;
  /** Whether the body may be left out. */
  isBodyOptional?: true;
  /** Default 200. */
  status?: number;
  /** What is answered: one, or a page of `listOf`. */
  answer?: z.ZodType;
  listOf?: z.ZodType;
  /** The types of a file that is answered instead, e.g. `application/x-ndjson`; the first is the default. */
  file?: readonly string[];
  /** Which rate limit it counts towards. */
  quota?: QuotaName | "publish";
  /** Whether its answer has an ETag, and whether it obeys `If-Match`. */
  etag?: true;
  ifMatch?: true;
  /** Whether the present state may not allow it, where it is no POST: those may always meet that. */
  mayConflict?: true;
}

export interface Operation extends Details {
  tag: keyof typeof TAGS;
  method: "get" | "post" | "put" | "patch" | "delete";
  /** Below /api/v1. */
  path: string;
  id: string;
  summary: string;
}

type Describe = (path: string, id: string, summary: string, details: Details) => Operation;

/** Describes the operations of one group: `get`, `post` … take the path, an id, a line of summary and the details. */
export function operationsOf(tag: Operation["tag"]): Record<Operation["method"], Describe> {
  const on =
    (method: Operation["method"]): Describe =>
    (path, id, summary, details) => ({ tag, method, path, id, summary, ...details });
  return { get: on("get"), post: on("post"), put: on("put"), patch: on("patch"), delete: on("delete") };
}

/** How a key is rotated, whichever kind it is. `answer` is the new key with its predecessor. */
export const keyRotation = (answer: z.ZodType) =>
  ({
    body: RotateKeyInput,
    isBodyOptional: true,
    example: { overlapSeconds: 86_400 },
    status: 201,
    answer,
  }) as const;

/** What happens to the key that is replaced. */
export const OLD_KEY_WORKS_ON = "The old one goes on working until the overlap is over.";
