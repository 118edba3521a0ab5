import { describe, expect, test } from "vitest";
import { type DeliveryContent, renderBody, renderHeader, wireId } from "#lib/deliveries/render-body";
import { newId } from "#lib/ids";
import { PRESETS, type PresetName } from "#lib/profiles/presets";
import { Profile } from "#lib/profiles/profile-schema";

const profileOf = (name: PresetName) => Profile.parse(PRESETS[name].profile);

const content = (over: Partial<DeliveryContent> = {}): DeliveryContent => ({
  deliveryId: newId(),
  webhookId: newId(),
  eventId: newId(),
  type: "invoice.paid",
  occurredAt: new Date("2026-03-18T14:30:00.123Z"),
  tenant: null,
  data: '{"id":1}',
  ...over,
});

// Expected bytes are copied from PRODUCTS.md.
describe("bodies on the wire", () => {
  test("default: type, timestamp, data", () => {
    expect(renderBody(profileOf("acme"), content())).toBe(
      '{"type":"invoice.paid","timestamp":"2026-03-18T14:30:00.123Z","data":{"id":1}}',
    );
  });

  test("kruncher: event, data", () => {
    const body = renderBody(profileOf("kruncher"), content({ type: "analysisCompleted", data: '{"projectId":"x"}' }));
    expect(body).toBe('{"event":"analysisCompleted","data":{"projectId":"x"}}');
  });

  test("crondb: event, webhook_id, timestamp in whole seconds, data", () => {
    const item = content({ type: "alert.domain_matched" });
    const id = wireId(profileOf("crondb"), "webhook", item.webhookId);
    expect(id).toMatch(/^wh_/);
    expect(renderBody(profileOf("crondb"), item)).toBe(
      `{"event":"alert.domain_matched","webhook_id":"${id}","timestamp":"2026-03-18T14:30:00Z","data":{"id":1}}`,
    );
  });

  test("cuuro: data comes first", () => {
    const body = renderBody(profileOf("cuuro"), content({ type: "startup.created", data: '{"id":"u"}' }));
    expect(body).toBe('{"data":{"id":"u"},"event":"startup.created"}');
  });

  test("kaunt: flat, PascalCase, in the documented order, null for what is missing", () => {
    const body = renderBody(
      profileOf("kaunt"),
      content({ type: "ModelReady", tenant: "t-1", data: '{"Url":"https://k/1","Id":"7"}' }),
    );
    expect(body).toBe(
      '{"Id":"7","Url":"https://k/1","TenantId":"t-1","CompanyName":null,"CorrelationId":null,"EventType":"ModelReady"}',
    );
  });

  test("kruncher: x-delivery-id is the delivery's id", () => {
    const item = content();
    expect(renderHeader(profileOf("kruncher"), item, "deliveryId")).toMatch(/^delivery_[0-9a-z]{26}$/);
  });

  // Checklist 8: what a product with large data would rather send.
  test("a thin payload: ids and no data", () => {
    const thin = Profile.parse({
      ...PRESETS.acme.profile,
      body: {
        fields: [
          { name: "type", from: "type" },
          { name: "timestamp", from: "timestamp" },
          { name: "id", from: "eventId" },
          { name: "invoice", from: "data.id" },
        ],
      },
    });
    const item = content({ data: `{"id":"inv_1","lines":"${"x".repeat(100_000)}"}` });
    const id = wireId(thin, "event", item.eventId);
    expect(renderBody(thin, item)).toBe(
      `{"type":"invoice.paid","timestamp":"2026-03-18T14:30:00.123Z","id":"${id}","invoice":"inv_1"}`,
    );
  });

  // Fault 49.
  test("a header's value is what a header can carry, whatever was published", () => {
    const item = content({ data: '{"a":"x\\r\\nHost: evil","b":"Jörg 😀","c":"\\ud800","d":1.50}' });
    const value = (source: string) => renderHeader(profileOf("acme"), item, source);
    expect(value("data.a")).toBe("x%0D%0AHost: evil");
    expect(value("data.b")).toBe("J%C3%B6rg %F0%9F%98%80");
    expect(value("data.c")).toBe("%EF%BF%BD");
    expect(value("data.d")).toBe("1.50");
    expect(value("data.none")).toBe("");
  });

  // Faults 42, 44 and 45 of RELIABILITY.md §6.
  test.each([
    "12345678901234567890",
    "1.0",
    "1e400",
    '{"b":1,"a":2,"1":3,"a":4}',
    '"\\u0000"',
    '" 😀 \\u202e"',
    "[ 1 ,2]",
  ])("data %s is delivered byte for byte", (data) => {
    expect(renderBody(profileOf("acme"), content({ data }))).toContain(`"data":${data}}`);
  });
});
