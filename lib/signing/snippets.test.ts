import { execFileSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import { SignatureConfig } from "#lib/profiles/profile-schema";
import { signatureHeaderName } from "#lib/signing/header-names";
import { generateSecret, secretKindOf } from "#lib/signing/secret";
import { signatureHeaders } from "#lib/signing/sign";
import { verificationSnippets } from "#lib/signing/snippets";

const SCHEMES = [
  { scheme: "standard-webhooks" },
  { scheme: "standard-webhooks", headerPrefix: "svix" },
  { scheme: "standard-webhooks", algorithm: "ed25519" },
  { scheme: "hmac-body", header: "X-Signature-SHA256" },
  { scheme: "hmac-body", header: "X-CronDB-Signature", prefix: "sha256=" },
  { scheme: "hmac-body", header: "X-Sig", algorithm: "sha512", encoding: "base64" },
  { scheme: "static", header: "x-kruncher-api-key" },
] as const;

const body = Buffer.from('{"type":"invoice.paid","data":{"name":"Zoë"}}');

describe.each(SCHEMES)("the snippets for %o", (input) => {
  const signature = SignatureConfig.parse(input);
  const secret = generateSecret(secretKindOf(signature));
  const headers = signed(signature, secret);
  const snippets = new Map(verificationSnippets(signature).map((snippet) => [snippet.language, snippet.code]));
  const key = secret.publicKey ?? secret.text;

  test("Node.js accepts what we sign and refuses what was changed", async () => {
    const file = path.join(mkdtempSync(path.join(tmpdir(), "snippet-")), "verify.mjs");
    writeFileSync(file, snippets.get("node") ?? "");
    const { verify } = await import(pathToFileURL(file).href);
    const isStatic = signature.scheme === "static";
    expect(isStatic ? verify(headers, key) : verify(body, headers, key)).toBe(true);
    const name = signatureHeaderName(signature);
    expect(isStatic ? verify({ [name]: "x" }, key) : verify(Buffer.from("{}"), headers, key)).toBe(false);
    const without = { ...headers, [name]: undefined };
    expect(isStatic ? verify(without, key) : verify(body, without, key)).toBe(false);
  });

  test("compare in constant time, and never by ===", () => {
    // Checklist 29.
    expect(snippets.get("node")).toMatch(/timingSafeEqual\(|verifyRaw\(/);
    expect(snippets.get("node")).not.toMatch(/(received|expected|secret)\)?\s*={2,3}/);
    if (snippets.has("python")) expect(snippets.get("python")).toMatch(/hmac\.compare_digest\(/);
    if (snippets.has("python")) expect(snippets.get("python")).not.toMatch(/(expected|secret)\s*==/);
  });

  // Checklist 20 and 21, fault 34.
  test("accept either secret while a rotation overlaps", async () => {
    const fresh = generateSecret(secretKindOf(signature));
    const during = signed(signature, fresh, secret);
    const file = path.join(mkdtempSync(path.join(tmpdir(), "snippet-")), "verify.mjs");
    writeFileSync(file, snippets.get("node") ?? "");
    const { verify } = await import(pathToFileURL(file).href);
    for (const known of [fresh, secret]) {
      const knownKey = known.publicKey ?? known.text;
      expect(signature.scheme === "static" ? verify(during, knownKey) : verify(body, during, knownKey)).toBe(true);
      if (!snippets.has("python") || !has("python3")) continue;
      expect(python(snippets.get("python") ?? "", signature, during, knownKey)).toBe("True");
    }
  });

  test.runIf(snippets.has("python") && has("python3"))("Python accepts it", () => {
    expect(python(snippets.get("python") ?? "", signature, headers, key)).toBe("True");
  });

  test.runIf(snippets.has("shell") && has("openssl"))("openssl prints the header's value", () => {
    const cwd = mkdtempSync(path.join(tmpdir(), "snippet-"));
    writeFileSync(path.join(cwd, "body.json"), body);
    const prefix = signature.scheme === "standard-webhooks" ? signature.headerPrefix : "";
    const env = {
      ...process.env,
      SECRET: secret.text,
      ID: headers[`${prefix}-id`] ?? "",
      TIMESTAMP: headers[`${prefix}-timestamp`] ?? "",
    };
    const printed = execFileSync("sh", ["-c", snippets.get("shell") ?? ""], { cwd, env });
    expect(printed.toString().replaceAll("\n", "")).toBe(headers[signatureHeaderName(signature)]);
  });
});

function python(code: string, signature: SignatureConfig, headers: Record<string, string | undefined>, key: string) {
  const call = signature.scheme === "static" ? "verify(h, k)" : "verify(b, h, k)";
  const program = `${code}\nimport json, sys\nb, h, k = sys.argv[1].encode(), json.loads(sys.argv[2]), sys.argv[3]\nprint(${call})`;
  const printed = execFileSync("python3", ["-c", program, body.toString(), JSON.stringify(headers), key]);
  return printed.toString().trim();
}

/** What we send, with lower-case names as servers show them. */
function signed(
  signature: SignatureConfig,
  ...secrets: ReturnType<typeof generateSecret>[]
): Record<string, string | undefined> {
  const message = { id: "msg_1", timestampSeconds: Math.floor(Date.now() / 1000), body };
  const pairs = signatureHeaders([signature], secrets, message);
  return Object.fromEntries(pairs.map(([name, value]) => [name.toLowerCase(), value]));
}

function has(program: string): boolean {
  try {
    execFileSync(program, [program === "openssl" ? "version" : "--version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
