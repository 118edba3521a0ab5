-- CreateEnum
CREATE TYPE "event_validation" AS ENUM ('off', 'warn', 'reject');

-- AlterTable
ALTER TABLE "event_type" ADD COLUMN     "validation" "event_validation" NOT NULL DEFAULT 'off';
