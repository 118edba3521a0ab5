-- AlterTable
ALTER TABLE "delivery" ADD COLUMN     "leased_by" INTEGER;

-- AlterTable
ALTER TABLE "shard" ADD COLUMN     "run_by" INTEGER;

-- CreateTable
CREATE TABLE "dispatch_process" (
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "suspected_at" TIMESTAMPTZ(3),
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "dispatch_process_pkey" PRIMARY KEY ("id")
);
