import { verify as verifyEd25519 } from "node:crypto";
import { Webhook as StandardWebhook } from "standardwebhooks";
import { Webhook as SvixWebhook } from "svix";
import { describe, expect, test } from "vitest";
import { SignatureConfig } from "#lib/profiles/profile-schema";
import { ed25519PublicKey, generateSecret } from "#lib/signing/secret";
import { signatureHeaders, standardSignature } from "#lib/signing/sign";
import { verifySignature } from "#lib/signing/verify";

const body = Buffer.from('{"test": 2432232314}');
const now = () => Math.floor(Date.now() / 1000);

describe("Standard Webhooks signatures", () => {
  // Checklist 16 to 18: RELIABILITY.md §2, the vector published with the specification.
  test("match the published vector", () => {
    const signature = standardSignature(
      { kind: "hmac", text: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw" },
      { id: "msg_p5jXN8AQM9LWM0D4loKWxJek", timestampSeconds: 1614265330, body },
    );
    expect(signature).toBe("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  });

  test.each([
    ["webhook", StandardWebhook],
    ["svix", SvixWebhook],
  ] as const)("with the prefix %s are accepted by the official library", (headerPrefix, Library) => {
    const secret = generateSecret("hmac");
    const config = SignatureConfig.parse({ scheme: "standard-webhooks", headerPrefix });
    const headers = Object.fromEntries(
      signatureHeaders([config], [secret], { id: "evt_1", timestampSeconds: now(), body }),
    );
    const verifier = new Library(secret.text);
    expect(() => verifier.verify(body.toString(), headers)).not.toThrow();
    expect(() => verifier.verify(`${body} `, headers)).toThrow();
  });

  // Checklist 20 to 22.
  test("are made with the current and the previous secret while a rotation overlaps", () => {
    const [current, previous] = [generateSecret("hmac"), generateSecret("hmac")];
    const config = SignatureConfig.parse({ scheme: "standard-webhooks" });
    const headers = Object.fromEntries(
      signatureHeaders([config], [current, previous], { id: "evt_1", timestampSeconds: now(), body }),
    );
    expect(headers["webhook-signature"]?.split(" ")).toHaveLength(2);
    for (const secret of [current, previous]) {
      expect(() => new StandardWebhook(secret.text).verify(body.toString(), headers)).not.toThrow();
    }
  });

  // Checklist 19.
  test("with ed25519 verify with the published public key", () => {
    const secret = generateSecret("ed25519");
    const message = { id: "evt_1", timestampSeconds: now(), body };
    const signature = standardSignature(secret, message);
    expect(signature).toMatch(/^v1a,/);
    const signed = Buffer.from(`evt_1.${message.timestampSeconds}.${body}`);
    const key = ed25519PublicKey(secret.publicKey ?? "");
    expect(verifyEd25519(null, signed, key, Buffer.from(signature.slice(4), "base64"))).toBe(true);
  });

  test("are never left out: a scheme without its secret throws", () => {
    const config = SignatureConfig.parse({ scheme: "standard-webhooks", algorithm: "ed25519" });
    expect(() =>
      signatureHeaders([config], [generateSecret("hmac")], { id: "evt_1", timestampSeconds: now(), body }),
    ).toThrow(/no ed25519 secret/);
  });
});

describe("verifySignature, as the Inspector uses it", () => {
  const secret = generateSecret("hmac");
  const config = SignatureConfig.parse({ scheme: "standard-webhooks" });
  const signed = (timestampSeconds: number) =>
    new Map(signatureHeaders([config], [secret], { id: "evt_1", timestampSeconds, body }));

  test("accepts what the official library signs", () => {
    const at = new Date();
    const headers = new Map([
      ["webhook-id", "msg_1"],
      ["webhook-timestamp", String(Math.floor(at.getTime() / 1000))],
      ["webhook-signature", new StandardWebhook(secret.text).sign("msg_1", at, body.toString())],
    ]);
    expect(verifySignature(config, [secret], headers, body, now()).verdict).toBe("valid");
  });

  test.each([
    ["a changed body", signed(now()), Buffer.from("{}"), "invalid"],
    ["a timestamp ten minutes old", signed(now() - 600), body, "invalid"],
    ["no signature", new Map<string, string>(), body, "missing"],
  ])("refuses %s", (_, headers, received, verdict) => {
    expect(verifySignature(config, [secret], headers, received, now()).verdict).toBe(verdict);
  });
});
