-- AlterTable
ALTER TABLE "webhook_health" ADD COLUMN     "warned_at" TIMESTAMPTZ(3),
ADD COLUMN     "warnings" SMALLINT NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "notification" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "webhook_id" UUID NOT NULL,
    "webhook_name" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "read_by" UUID[] DEFAULT ARRAY[]::UUID[],
    "emailed_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "notification_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "notification_workspace_id_id_idx" ON "notification"("workspace_id", "id");

-- AddForeignKey
ALTER TABLE "notification" ADD CONSTRAINT "notification_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;


-- What Prisma's schema language cannot say ------------------------------------------------------------------------

-- What still has to be mailed: a look every minute must cost nothing.
CREATE INDEX "notification_unsent" ON "notification" ("created_at") WHERE "emailed_at" IS NULL;
-- The few webhooks that fail, for the hourly review.
CREATE INDEX "webhook_health_failing" ON "webhook_health" ("failing_since") WHERE "failing_since" IS NOT NULL;
