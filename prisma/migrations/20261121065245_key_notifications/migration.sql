-- AlterTable
ALTER TABLE "notification" ADD COLUMN     "key_id" UUID,
ALTER COLUMN "webhook_id" DROP NOT NULL;

-- CreateIndex
CREATE INDEX "audit_entry_workspace_id_actor_id_id_idx" ON "audit_entry"("workspace_id", "actor_id", "id");

-- CreateIndex
CREATE INDEX "audit_entry_workspace_id_target_id_id_idx" ON "audit_entry"("workspace_id", "target_id", "id");
