import { createPrivateKey, randomBytes, sign, verify } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { SignatureConfig } from "#lib/profiles/profile-schema";
import { ed25519PrivateKey, ed25519PublicKey, fitsScheme, generateSecret, ownSecret } from "#lib/signing/secret";

const STANDARD: SignatureConfig = { scheme: "standard-webhooks", headerPrefix: "webhook", algorithm: "hmac-sha256" };
const ED25519: SignatureConfig = { ...STANDARD, algorithm: "ed25519" };
const BODY: SignatureConfig = {
  scheme: "hmac-body",
  header: "x-sig",
  algorithm: "sha256",
  encoding: "hex",
  prefix: "",
};

describe("a secret of one's own", () => {
  // Checklist 23, 24, 30.
  test.each([24, 32, 64])("of %i bytes is taken for Standard Webhooks, with or without its prefix", (bytes) => {
    const encoded = randomBytes(bytes).toString("base64");
    expect(ownSecret(encoded, [STANDARD])).toEqual({ kind: "hmac", text: `whsec_${encoded}`, publicKey: null });
    expect(ownSecret(`whsec_${encoded}`, [STANDARD])).toMatchObject({ text: `whsec_${encoded}` });
  });

  test.each([
    ["23 bytes", randomBytes(23).toString("base64")],
    ["65 bytes", randomBytes(65).toString("base64")],
    ["what is not base64", `whsec_${"!".repeat(40)}`],
    ["base64url", `whsec_${"-_".repeat(20)}`],
    ["nothing", "whsec_"],
  ])("of %s is refused", (_case, text) => {
    expect(ownSecret(text, [STANDARD])).toEqual({ problem: expect.stringContaining("24 to 64 bytes") });
    expect(fitsScheme(text, STANDARD)).toBe(false);
  });

  test("is any 16 to 256 printable characters for other schemes, and Standard Webhooks beside them is stricter", () => {
    expect(ownSecret("correct-horse-battery", [BODY])).toMatchObject({ kind: "hmac", text: "correct-horse-battery" });
    expect(ownSecret("x".repeat(15), [BODY])).toHaveProperty("problem");
    expect(ownSecret("x".repeat(257), [BODY])).toHaveProperty("problem");
    expect(ownSecret(`${"x".repeat(16)}é`, [BODY])).toHaveProperty("problem");
    expect(ownSecret(`x\r\n${"x".repeat(16)}`, [{ scheme: "static", header: "x-token" }])).toHaveProperty("problem");
    expect(ownSecret("correct-horse-battery", [BODY, STANDARD])).toHaveProperty("problem");
  });

  // Checklist 25.
  test("is an ed25519 key of 32 or 64 bytes, whose public half is worked out", () => {
    const made = generateSecret("ed25519");
    const seed = Buffer.from(made.text.slice(5), "base64");
    const point = Buffer.from(made.publicKey?.slice(5) ?? "", "base64");
    const long = `whsk_${Buffer.concat([seed, point]).toString("base64")}`;
    expect(ownSecret(made.text, [ED25519])).toEqual(made);
    expect(ownSecret(long, [ED25519])).toEqual(made);
    expect(ownSecret(`whsk_${Buffer.concat([seed, seed]).toString("base64")}`, [ED25519])).toHaveProperty("problem");
    expect(ownSecret("whsk_AAAA", [ED25519])).toHaveProperty("problem");
    const key = ed25519PrivateKey(made.text);
    expect(createPrivateKey(key.export({ format: "pem", type: "pkcs8" })).asymmetricKeyType).toBe("ed25519");
    const message = Buffer.from("hello");
    expect(verify(null, message, ed25519PublicKey(made.publicKey ?? ""), sign(null, message, key))).toBe(true);
  });
});
