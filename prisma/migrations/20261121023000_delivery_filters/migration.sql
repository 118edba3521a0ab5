-- For the filters of the deliveries list. All partial: what succeeds at once, which is nearly everything, is in none of
-- them and pays nothing for them.

-- By error, and by the class of the last answer (lib/deliveries/select-page.ts).
CREATE INDEX "delivery_error" ON "delivery" ("workspace_id", "last_error_code", "id") WHERE "last_error_code" IS NOT NULL;
CREATE INDEX "delivery_answer" ON "delivery" ("workspace_id", ("last_response_status" / 100), "id")
  WHERE "last_response_status" < 200 OR "last_response_status" > 299;

-- By tenant, which only the event knows.
CREATE INDEX "event_tenant" ON "event" ("workspace_id", "tenant_id", "id") WHERE "tenant_id" IS NOT NULL;
