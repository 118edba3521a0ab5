-- AlterTable
ALTER TABLE "profile" ADD COLUMN     "created_by" TEXT,
ADD COLUMN     "note" TEXT NOT NULL DEFAULT '';
