-- AlterTable
ALTER TABLE "notification" ADD COLUMN     "replay_id" UUID;
