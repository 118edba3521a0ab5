import type { SignatureConfig } from "#lib/profiles/profile-schema";
import { previousHeader, type SingleValued, signatureHeaderName } from "#lib/signing/header-names";

export interface Snippet {
  language: "node" | "python" | "shell";
  label: string;
  code: string;
}

/** Code that verifies requests signed this way, with nothing but each language's own library where that suffices. */
export function verificationSnippets(signature: SignatureConfig): Snippet[] {
  const code = snippetCode(signature);
  return (["node", "python", "shell"] as const).flatMap((language) => {
    const text = code[language];
    return text === undefined ? [] : [{ language, label: LABELS[language], code: text.trim() }];
  });
}

const LABELS = { node: "Node.js", python: "Python", shell: "openssl" };

function snippetCode(signature: SignatureConfig): Partial<Record<Snippet["language"], string>> {
  if (signature.scheme === "static") return staticToken(headerNames(signature));
  if (signature.scheme === "hmac-body") return bodyHmac(signature);
  return signature.algorithm === "ed25519" ? ed25519(signature.headerPrefix) : standardHmac(signature.headerPrefix);
}

/** The header, and the one that bears the secret before while a rotation overlaps: accepting either, none is refused. */
const headerNames = (signature: SingleValued) =>
  JSON.stringify([signatureHeaderName(signature), previousHeader(signature).toLowerCase()]).replace(",", ", ");

const standardHmac = (prefix: string) => ({
  node: `
import { createHmac, timingSafeEqual } from "node:crypto";

// rawBody: the request body as it came, before any JSON parsing
export function verify(rawBody, headers, secret) {
  const id = headers["${prefix}-id"];
  const timestamp = headers["${prefix}-timestamp"];
  if (!(Math.abs(Date.now() / 1000 - Number(timestamp)) < 300)) return false;
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  const expected = createHmac("sha256", key).update(\`\${id}.\${timestamp}.\${rawBody}\`).digest();
  return (headers["${prefix}-signature"] ?? "").split(" ").some((part) => {
    const [version, text = ""] = part.split(",");
    const received = Buffer.from(text, "base64");
    return version === "v1" && received.length === expected.length && timingSafeEqual(received, expected);
  });
}`,
  python: `
import base64, hashlib, hmac, time

# raw_body: the request body as bytes, before any JSON parsing
def verify(raw_body, headers, secret):
    id, timestamp = headers["${prefix}-id"], headers["${prefix}-timestamp"]
    if abs(time.time() - int(timestamp)) > 300:
        return False
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = f"{id}.{timestamp}.".encode() + raw_body
    expected = "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    return any(hmac.compare_digest(expected, part) for part in headers["${prefix}-signature"].split(" "))`,
  shell: `
# $SECRET is the signing secret, $ID and $TIMESTAMP are the ${prefix}-id and ${prefix}-timestamp headers,
# body.json is the body as it came. Prints one of the values in ${prefix}-signature.
KEY=$(printf '%s' "\${SECRET#whsec_}" | openssl base64 -d -A | od -An -v -tx1 | tr -d ' \\n')
printf 'v1,%s\\n' "$({ printf '%s.%s.' "$ID" "$TIMESTAMP"; cat body.json; } |
  openssl dgst -sha256 -mac HMAC -macopt "hexkey:$KEY" -binary | openssl base64 -A)"`,
});

const ed25519 = (prefix: string) => ({
  node: `
import { createPublicKey, verify as verifyRaw } from "node:crypto";

// rawBody: the request body as it came; publicKey: the whpk_ key of the webhook
export function verify(rawBody, headers, publicKey) {
  const id = headers["${prefix}-id"];
  const timestamp = headers["${prefix}-timestamp"];
  if (!(Math.abs(Date.now() / 1000 - Number(timestamp)) < 300)) return false;
  const x = Buffer.from(publicKey.replace(/^whpk_/, ""), "base64").toString("base64url");
  const key = createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" });
  const signed = Buffer.from(\`\${id}.\${timestamp}.\${rawBody}\`);
  return (headers["${prefix}-signature"] ?? "").split(" ").some((part) => {
    const [version, text = ""] = part.split(",");
    return version === "v1a" && verifyRaw(null, signed, key, Buffer.from(text, "base64"));
  });
}`,
});

function bodyHmac(signature: Extract<SignatureConfig, { scheme: "hmac-body" }>) {
  const { algorithm, encoding, prefix } = signature;
  const header = signatureHeaderName(signature);
  const headers = headerNames(signature);
  const digest = encoding === "hex" ? "hexdigest()" : "digest()";
  const mac = `hmac.new(secret.encode(), raw_body, hashlib.${algorithm}).${digest}`;
  return {
    node: `
import { createHmac, timingSafeEqual } from "node:crypto";

// rawBody: the request body as it came, before any JSON parsing
export function verify(rawBody, headers, secret) {
  const expected = Buffer.from("${prefix}" + createHmac("${algorithm}", secret).update(rawBody).digest("${encoding}"));
  // The second one is there while a rotation overlaps, and bears the old secret's signature.
  return ${headers}.some((name) => {
    const received = Buffer.from(headers[name] ?? "");
    return received.length === expected.length && timingSafeEqual(received, expected);
  });
}`,
    python: `
import base64, hashlib, hmac

# raw_body: the request body as bytes, before any JSON parsing
def verify(raw_body, headers, secret):
    expected = "${prefix}" + ${encoding === "hex" ? mac : `base64.b64encode(${mac}).decode()`}
    # The second one is there while a rotation overlaps, and bears the old secret's signature.
    return any(hmac.compare_digest(expected, headers.get(name, "")) for name in ${headers})`,
    shell: `
# $SECRET is the signing secret, body.json is the body as it came. Prints the value of ${header}.
printf '${prefix}%s\\n' "$(openssl dgst -${algorithm} -hmac "$SECRET" -binary body.json | ${encoding === "hex" ? "od -An -v -tx1 | tr -d ' \\n'" : "openssl base64 -A"})"`,
  };
}

const staticToken = (headers: string) => ({
  node: `
import { createHash, timingSafeEqual } from "node:crypto";

const hash = (text) => createHash("sha256").update(text).digest();

// The second header is there while a rotation overlaps, and bears the old token.
export function verify(headers, secret) {
  return ${headers}.some((name) => timingSafeEqual(hash(headers[name] ?? ""), hash(secret)));
}`,
  python: `
import hmac

# The second header is there while a rotation overlaps, and bears the old token.
def verify(headers, secret):
    return any(hmac.compare_digest(headers.get(name, "").encode(), secret.encode()) for name in ${headers})`,
});
