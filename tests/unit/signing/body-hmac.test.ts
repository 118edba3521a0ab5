import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { PRESETS } from "#lib/profiles/presets";
import { Profile } from "#lib/profiles/profile-schema";
import { generateSecret } from "#lib/signing/secret";
import { signatureHeaders } from "#lib/signing/sign";

const body = Buffer.from('{"event":"alert.domain_matched"}');
const message = { id: "evt_1", timestampSeconds: 1_700_000_000, body };

// Written from PRODUCTS.md §2 and §5, as those products' customers would.
test("crondb: X-CronDB-Signature is sha256= and the hex HMAC of the raw body", () => {
  const secret = generateSecret("hmac");
  const expected = `sha256=${createHmac("sha256", Buffer.from(secret.text, "utf8")).update(body).digest("hex")}`;
  expect(signatureHeaders(Profile.parse(PRESETS.crondb.profile).signature, [secret], message)).toEqual([
    ["X-CronDB-Signature", expected],
  ]);
});

test("kaunt: X-Signature-SHA256 is the hex HMAC of the raw body", () => {
  const secret = generateSecret("hmac");
  const expected = createHmac("sha256", secret.text).update(body).digest("hex");
  expect(signatureHeaders(Profile.parse(PRESETS.kaunt.profile).signature, [secret], message)).toEqual([
    ["X-Signature-SHA256", expected],
  ]);
});

test("kruncher: x-kruncher-api-key is the token itself", () => {
  const secret = generateSecret("static");
  expect(signatureHeaders(Profile.parse(PRESETS.kruncher.profile).signature, [secret], message)).toEqual([
    ["x-kruncher-api-key", secret.text],
  ]);
});
