-- AlterTable
ALTER TABLE "inbox" ADD COLUMN     "served" INTEGER NOT NULL DEFAULT 0;
