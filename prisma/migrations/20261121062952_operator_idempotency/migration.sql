-- AlterTable
ALTER TABLE "idempotency_key" ALTER COLUMN "workspace_id" DROP NOT NULL;

-- Nulls are distinct in the index of workspaces: this one keeps operators' keys apart.
CREATE UNIQUE INDEX "idempotency_key_operators" ON "idempotency_key" ("key") WHERE "workspace_id" IS NULL;
