import { checkSignature } from "#lib/deliveries/check-signature";
import type { SignatureCheckInput } from "#lib/deliveries/signature-check";
import { readJson } from "#lib/http/body";
import { methods } from "#lib/http/methods";
import { workspaceRoute } from "#lib/http/routes";

const post = workspaceRoute<{ id: string }>("deliveries:read", async ({ ctx, request, params }) =>
  Response.json(await checkSignature(ctx, params.id, await readJson<SignatureCheckInput>(request))),
);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ POST: post });
