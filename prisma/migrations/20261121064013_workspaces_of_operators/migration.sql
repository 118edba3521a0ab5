-- AlterTable
ALTER TABLE "workspace" ADD COLUMN     "suspended_reason" TEXT;

-- AlterTable
ALTER TABLE "deleted_workspace" ADD COLUMN     "name" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "purged_deliveries" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "purged_events" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "slug" TEXT NOT NULL DEFAULT '';

-- Dispatchers ask who is suspended with every claim: mostly nobody, which this answers from one page.
CREATE INDEX "workspace_suspended" ON "workspace" ("id") WHERE "suspended_at" IS NOT NULL;

-- The operators' own audit log, across workspaces.
CREATE INDEX "audit_entry_operators" ON "audit_entry" ("id")
  WHERE "workspace_id" IS NULL OR "actor_type" IN ('operator', 'operator_key');
