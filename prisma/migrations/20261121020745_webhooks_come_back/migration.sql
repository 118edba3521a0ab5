-- AlterTable
ALTER TABLE "webhook" ADD COLUMN     "auto_resume" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN     "status_cause" TEXT;

-- AlterTable
ALTER TABLE "webhook_health" ADD COLUMN     "probe_at" TIMESTAMPTZ(3),
ADD COLUMN     "probes" SMALLINT NOT NULL DEFAULT 0;

-- Those that were disabled before are brought back by people.
UPDATE "webhook" SET "status_cause" = CASE WHEN "status_reason" LIKE 'Every attempt failed%' THEN 'failing' ELSE 'gone' END
 WHERE "status" = 'disabled' AND "deleted_at" IS NULL;

-- The few webhooks that are tried again, for the look every five minutes.
CREATE INDEX "webhook_health_probe" ON "webhook_health" ("probe_at") WHERE "probe_at" IS NOT NULL;
