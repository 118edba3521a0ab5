-- Events and deliveries of a rare type, without walking past all others.
CREATE INDEX "event_workspace_id_type_id_idx" ON "event"("workspace_id", "type", "id");

-- What waits is counted per webhook: from the index alone.
DROP INDEX "delivery_not_succeeded";
CREATE INDEX "delivery_not_succeeded" ON "delivery" ("workspace_id", "status", "id") INCLUDE ("webhook_id") WHERE "status" <> 'succeeded';
