import { execFileSync } from "node:child_process";
import { globSync, mkdtempSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import { SignatureConfig } from "#lib/profiles/profile-schema";
import { signatureHeaderName } from "#lib/signing/header-names";
import { generateSecret, secretKindOf } from "#lib/signing/secret";
import { signatureHeaders } from "#lib/signing/sign";
import { verificationSnippets } from "#lib/signing/snippets";
import { SNIPPET_LANGUAGES } from "#lib/signing/snippets/languages";

const SCHEMES = [
  { scheme: "standard-webhooks" },
  { scheme: "standard-webhooks", headerPrefix: "svix" },
  { scheme: "standard-webhooks", algorithm: "ed25519" },
  { scheme: "hmac-body", header: "X-Signature-SHA256" },
  { scheme: "hmac-body", header: "X-CronDB-Signature", prefix: "sha256=" },
  { scheme: "hmac-body", header: "X-Sig", algorithm: "sha512", encoding: "base64" },
  { scheme: "static", header: "x-kruncher-api-key" },
] as const;

/** The major and minor version of the .NET that is here. */
const DOTNET = has("dotnet") && /^\d+\.\d+/.exec(execFileSync("dotnet", ["--version"]).toString())?.[0];
/** Where NuGet has put the package that C# needs for Ed25519, when it has. */
const PACKAGES = process.env.NUGET_PACKAGES ?? path.join(homedir(), ".nuget", "packages");
const BOUNCY_CASTLE = globSync(`${PACKAGES}/bouncycastle.cryptography/*/lib/netstandard2.0/*.dll`).at(-1);

const body = Buffer.from('{"type":"invoice.paid","data":{"name":"Zoë"}}');

describe.each(SCHEMES)("the snippets for %o", (input) => {
  const signature = SignatureConfig.parse(input);
  const secret = generateSecret(secretKindOf(signature));
  const headers = signed(signature, secret);
  const snippets = new Map(verificationSnippets(signature).map((snippet) => [snippet.language, snippet.code]));
  const key = secret.publicKey ?? secret.text;
  // Ed25519 needs a package there.
  const hasRuby = secret.publicKey ? has("ruby", "-ropenssl", "-e", "exit OpenSSL::VERSION.to_i > 2") : has("ruby");
  const hasPython = secret.publicKey ? has("python3", "-c", "import cryptography") : has("python3");

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

  test("are there for every language", () => {
    // There is nothing for openssl to do about a token.
    const languages = Object.keys(SNIPPET_LANGUAGES).filter(
      (name) => name !== "shell" || signature.scheme !== "static",
    );
    expect([...snippets.keys()]).toEqual(languages);
  });

  test("compare in constant time, and never by ===", () => {
    // Checklist 29.
    expect(snippets.get("node")).toMatch(/timingSafeEqual\(|verifyRaw\(/);
    expect(snippets.get("node")).not.toMatch(/(received|expected|secret)\)?\s*={2,3}/);
    if (snippets.has("python")) expect(snippets.get("python")).toMatch(/hmac\.compare_digest\(|key\.verify\(/);
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
      if (!hasPython) continue;
      expect(python(snippets.get("python") ?? "", signature, during, knownKey)).toBe("True");
    }
  });

  test.runIf(hasPython)("Python accepts it", () => {
    expect(python(snippets.get("python") ?? "", signature, headers, key)).toBe("True");
  });

  test.runIf(snippets.has("go") && has("go"))(
    "Go accepts it, and refuses what was changed",
    () => {
      const call = signature.scheme === "static" ? "Verify(h, a[2])" : "Verify([]byte(a[0]), h, a[2])";
      const main = `package webhooks
import ("encoding/json"; "net/http"; "os"; "testing")
func TestVerify(t *testing.T) {
  var a []string; var m map[string]string
  json.Unmarshal([]byte(os.Getenv("INPUT")), &a); json.Unmarshal([]byte(a[1]), &m)
  h := http.Header{}; for name, value := range m { h.Set(name, value) }
  if ${call} != (os.Getenv("EXPECT") == "true") { t.Fail() }
}`;
      const cwd = mkdtempSync(path.join(tmpdir(), "snippet-"));
      writeFileSync(path.join(cwd, "go.mod"), "module webhooks\n\ngo 1.21\n");
      writeFileSync(path.join(cwd, "verify.go"), snippets.get("go") ?? "");
      writeFileSync(path.join(cwd, "verify_test.go"), main);
      const input = JSON.stringify([body.toString(), JSON.stringify(headers), key]);
      const options = { cwd, stdio: "pipe" } as const;
      execFileSync("go", ["test", "-c", "-o", "verify"], options);
      execFileSync("./verify", [], { ...options, env: { ...process.env, INPUT: input, EXPECT: "true" } });
      const changed = JSON.stringify([body.toString(), "{}", key]);
      execFileSync("./verify", [], { ...options, env: { ...process.env, INPUT: changed, EXPECT: "false" } });
    },
    60_000,
  );

  test.runIf(snippets.has("java") && has("java"))(
    "Java accepts it, and refuses what was changed",
    () => {
      const call = signature.scheme === "static" ? "verify(h, k)" : "verify(b, h, k)";
      const none = signature.scheme === "static" ? "verify(Map.of(), k)" : "verify(b, Map.of(), k)";
      const pairs = Object.entries(headers).map(([name, value]) => `${JSON.stringify(name)}, ${JSON.stringify(value)}`);
      // A file that is run as it is begins with the class that has main.
      const [, imports = "", rest = ""] = /^((?:import .*;\n+)*)([\s\S]*)$/.exec(snippets.get("java") ?? "") ?? [];
      const main = `class Main { public static void main(String[] a) throws Exception {
      Map<String, String> h = Map.of(${pairs.join(", ")}); String k = a[1];
      byte[] b = java.util.Base64.getDecoder().decode(a[0]);
      System.out.println(Webhooks.${call} + " " + Webhooks.${none}); } }`;
      const file = path.join(mkdtempSync(path.join(tmpdir(), "snippet-")), "Main.java");
      writeFileSync(file, imports + main + rest);
      const printed = execFileSync("java", [file, body.toString("base64"), key], { stdio: "pipe" });
      expect(printed.toString().trim()).toBe("true false");
    },
    60_000,
  );

  test.runIf(snippets.has("csharp") && DOTNET && (!secret.publicKey || BOUNCY_CASTLE))(
    "C# accepts it, and refuses what was changed",
    () => {
      const call = signature.scheme === "static" ? "Verify(h, a[2])" : "Verify(b, h, a[2])";
      const none = call.replace("(b, h", "(b[1..], h").replace("(h", "(new HeaderDictionary()");
      const main = `using System;
using System.Collections.Generic;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
static class Program
{
    static void Main(string[] a)
    {
        var b = Convert.FromBase64String(a[0]);
        var h = new HeaderDictionary();
        foreach (var (name, value) in JsonSerializer.Deserialize<Dictionary<string, string>>(a[1])) h[name] = value;
        Console.WriteLine($"{Webhooks.${call}} {Webhooks.${none}}");
    }
}`;
      const cwd = mkdtempSync(path.join(tmpdir(), "snippet-"));
      writeFileSync(path.join(cwd, "verify.csproj"), csharpProject());
      writeFileSync(path.join(cwd, "Webhooks.cs"), snippets.get("csharp") ?? "");
      writeFileSync(path.join(cwd, "Program.cs"), main);
      const options = { cwd, stdio: "pipe", env: { ...process.env, DOTNET_CLI_HOME: cwd } } as const;
      execFileSync("dotnet", ["build", "--output", "built"], options);
      const args = ["built/verify.dll", body.toString("base64"), JSON.stringify(headers), key];
      expect(execFileSync("dotnet", args, options).toString().trim()).toBe("True False");
    },
    60_000,
  );

  test.runIf(hasRuby)("Ruby accepts it", () => {
    const call = signature.scheme === "static" ? "verify(h, k)" : "verify(b, h, k)";
    const program = `${snippets.get("ruby")}\nrequire "json"\nb, h, k = ARGV[0], JSON.parse(ARGV[1]), ARGV[2]\nputs ${call}`;
    const printed = execFileSync("ruby", ["-e", program, body.toString(), JSON.stringify(headers), key]);
    expect(printed.toString().trim()).toBe("true");
  });

  test.runIf(snippets.has("php") && has("php"))("PHP accepts it", () => {
    const call = signature.scheme === "static" ? "verify($h, $k)" : "verify($b, $h, $k)";
    const code = (snippets.get("php") ?? "").replace("<?php", "");
    const program = `${code}\n[$b, $h, $k] = [$argv[1], json_decode($argv[2], true), $argv[3]]; var_dump(${call});`;
    const printed = execFileSync("php", ["-r", program, body.toString(), JSON.stringify(headers), key]);
    expect(printed.toString().trim()).toBe("bool(true)");
  });

  test.runIf(snippets.has("shell") && has("openssl"))("openssl prints the header's value, or that it is right", () => {
    const cwd = mkdtempSync(path.join(tmpdir(), "snippet-"));
    writeFileSync(path.join(cwd, "body.json"), body);
    const prefix = signature.scheme === "standard-webhooks" ? signature.headerPrefix : "";
    const env = {
      ...process.env,
      SECRET: secret.text,
      ID: headers[`${prefix}-id`] ?? "",
      TIMESTAMP: headers[`${prefix}-timestamp`] ?? "",
      PUBLIC_KEY: secret.publicKey ?? "",
      SIGNATURE: headers[`${prefix}-signature`] ?? "",
    };
    const printed = execFileSync("sh", ["-c", snippets.get("shell") ?? ""], { cwd, env });
    const expected = secret.publicKey ? "Signature Verified Successfully" : headers[signatureHeaderName(signature)];
    expect(printed.toString().replaceAll("\n", "")).toBe(expected);
  });
});

function python(code: string, signature: SignatureConfig, headers: Record<string, string | undefined>, key: string) {
  const call = signature.scheme === "static" ? "verify(h, k)" : "verify(b, h, k)";
  const program = `${code}\nimport json, sys\nb, h, k = sys.argv[1].encode(), json.loads(sys.argv[2]), sys.argv[3]\nprint(${call})`;
  const printed = execFileSync("python3", ["-c", program, body.toString(), JSON.stringify(headers), key]);
  return printed.toString().trim();
}

/** Without implicit usings, so that a snippet has to say its own. */
function csharpProject(): string {
  const hint = BOUNCY_CASTLE ? `<Reference Include="BouncyCastle.Cryptography" HintPath="${BOUNCY_CASTLE}" />` : "";
  return `<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>${DOTNET === "3.1" ? "netcoreapp" : "net"}${DOTNET}</TargetFramework>
    <UseAppHost>false</UseAppHost>
  </PropertyGroup>
  <ItemGroup><FrameworkReference Include="Microsoft.AspNetCore.App" />${hint}</ItemGroup>
</Project>`;
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

function has(program: string, ...args: string[]): boolean {
  const ask = program === "openssl" || program === "go" ? ["version"] : ["--version"];
  try {
    execFileSync(program, args.length > 0 ? args : ask, { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
