-- AlterTable
ALTER TABLE "api_key" ADD COLUMN     "replaced_by_id" UUID,
ADD COLUMN     "warnings" SMALLINT NOT NULL DEFAULT 0;

-- CreateIndex
CREATE INDEX "api_key_integration_id_idx" ON "api_key"("integration_id");
