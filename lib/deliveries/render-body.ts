import { type IdKind, publicId } from "#lib/ids";
import { sliceObject } from "#lib/json/slice";
import type { Profile } from "#lib/profiles/profile-schema";

/** What a body and its headers are made of. All ids are uuids. */
export interface DeliveryContent {
  deliveryId: string;
  webhookId: string;
  eventId: string;
  type: string;
  occurredAt: Date;
  /** The tenant's key. */
  tenant: string | null;
  /** The published JSON, which is passed on as it stands. */
  data: string;
}

/**
 * The exact body of a delivery. It depends on nothing but its arguments, so every attempt and replay sends the same
 * bytes: the event keeps the profile version it was accepted under.
 */
export function renderBody(profile: Profile, content: DeliveryContent): string {
  const members = profile.body.fields.map(({ name, from }) => {
    const sources = typeof from === "string" ? [from] : from;
    const value = sources.map((source) => jsonOf(profile, content, source)).find((json) => json !== undefined);
    return `${JSON.stringify(name)}:${value ?? "null"}`;
  });
  return `{${members.join(",")}}`;
}

/**
 * The value of a profile's further header. What a header can't carry (line breaks, anything but visible ASCII) is
 * percent-encoded: published text must neither add a header nor make every attempt fail.
 */
export function renderHeader(profile: Profile, content: DeliveryContent, source: string): string {
  const json = jsonOf(profile, content, source) ?? "";
  const text: string = json.startsWith('"') ? JSON.parse(json) : json;
  return text.toWellFormed().replace(/[^\x20-\x7e]+/gu, encodeURIComponent);
}

/** An id as this profile writes it. */
export function wireId(profile: Profile, kind: "event" | "delivery" | "webhook", uuid: string): string {
  const id = publicId(kind satisfies IdKind, uuid);
  const prefix = profile.idPrefixes[kind];
  return prefix === undefined ? id : `${prefix}${id.slice(id.indexOf("_"))}`;
}

function jsonOf(profile: Profile, content: DeliveryContent, source: string): string | undefined {
  switch (source) {
    case "eventId":
      return JSON.stringify(wireId(profile, "event", content.eventId));
    case "deliveryId":
      return JSON.stringify(wireId(profile, "delivery", content.deliveryId));
    case "webhookId":
      return JSON.stringify(wireId(profile, "webhook", content.webhookId));
    case "type":
      return JSON.stringify(content.type);
    case "timestamp":
      return timestampJson(content.occurredAt, profile.body.timestampFormat);
    case "tenant":
      return content.tenant === null ? undefined : JSON.stringify(content.tenant);
    case "data":
      return content.data;
    default: {
      const key = source.slice("data.".length);
      return content.data.trimStart().startsWith("{") ? sliceObject(content.data).get(key) : undefined;
    }
  }
}

function timestampJson(at: Date, format: Profile["body"]["timestampFormat"]): string {
  switch (format) {
    case "iso-milliseconds":
      return `"${at.toISOString()}"`;
    case "iso-seconds":
      return `"${at.toISOString().slice(0, 19)}Z"`;
    case "unix-seconds":
      return String(Math.floor(at.getTime() / 1000));
  }
}
