import type { Metadata } from "next";
import { connection } from "next/server";
import { ApiReference } from "#components/docs/api-reference";
import { InlineCode } from "#components/docs/inline-code";
import { PageHeader } from "#components/shell/page-header";
import { config } from "#lib/config";
import { LEFT_TO_PEOPLE } from "#lib/openapi/document";
import { apiReference } from "#lib/openapi/reference";

export const metadata: Metadata = { title: "API reference" };

const INTRODUCTION =
  "Send a key as `Authorization: Bearer <key>`: a publish key (`phk_pub_…`) to publish events, a workspace's API key (`phk_ws_…`) for what concerns that workspace, an operator key (`phk_op_…`) for `/api/v1/operator`. Lists are `{data, nextCursor}`. Every `POST` may carry an `Idempotency-Key`. Failures are problem details with a stable `code`.";

export default async function ApiReferencePage() {
  // The examples name this instance, whose address is known when a request is.
  await connection();
  const { tags, operations } = apiReference(config().url);
  return (
    <div>
      <PageHeader
        crumbs={[{ label: "Docs" }, { label: "API reference" }]}
        title="API reference"
        description={
          <div className="grid gap-2">
            <p>
              <InlineCode text={INTRODUCTION} />
            </p>
            <p>
              <InlineCode text={LEFT_TO_PEOPLE} />
            </p>
          </div>
        }
      />
      <ApiReference tags={tags} operations={operations} />
    </div>
  );
}
