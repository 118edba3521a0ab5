-- AlterTable
ALTER TABLE "replay" DROP COLUMN "cursor",
ADD COLUMN     "counted" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN     "rate_per_second" INTEGER NOT NULL DEFAULT 100,
ADD COLUMN     "ticked_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "replay_lane" (
    "replay_id" UUID NOT NULL,
    "webhook_id" UUID NOT NULL,
    "cursor" UUID,
    "replayed" INTEGER NOT NULL DEFAULT 0,
    "done" BOOLEAN NOT NULL DEFAULT false,
    "stopped" TEXT,

    CONSTRAINT "replay_lane_pkey" PRIMARY KEY ("replay_id","webhook_id")
);

-- CreateTable
CREATE TABLE "deleted_workspace" (
    "id" UUID NOT NULL,
    "deleted_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "deleted_workspace_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "replay_lane_webhook_id_idx" ON "replay_lane"("webhook_id");

-- AddForeignKey
ALTER TABLE "replay_lane" ADD CONSTRAINT "replay_lane_replay_id_fkey" FOREIGN KEY ("replay_id") REFERENCES "replay"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What Prisma's schema language cannot say ------------------------------------------------------------------------

-- A replay without lanes could not go on.
UPDATE "replay" SET "status" = 'failed', "completed_at" = now(), "error" = 'Posthorn was updated while the replay ran. Start it again.' WHERE "status" = 'running';

CREATE INDEX "replay_running" ON "replay" ("id") WHERE "status" = 'running';
