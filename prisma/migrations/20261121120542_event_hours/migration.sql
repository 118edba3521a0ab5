-- CreateTable
CREATE TABLE "event_hour" (
    "workspace_id" UUID NOT NULL,
    "hour" TIMESTAMPTZ(0) NOT NULL,
    "type" TEXT NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "event_hour_pkey" PRIMARY KEY ("workspace_id","hour","type")
);
