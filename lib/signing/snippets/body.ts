import type { SignatureConfig } from "#lib/profiles/profile-schema";
import { signatureHeaderName } from "#lib/signing/header-names";
import { bothHeaders } from "#lib/signing/snippets/both-headers";
import type { SnippetCode } from "#lib/signing/snippets/languages";

/** HMAC of the body alone, in one header. */
export function bodySnippets(signature: Extract<SignatureConfig, { scheme: "hmac-body" }>): SnippetCode {
  const { algorithm, encoding, prefix } = signature;
  const header = signatureHeaderName(signature);
  const headers = bothHeaders(signature);
  const [current, previous] = JSON.parse(headers) as [string, string];
  const isHex = encoding === "hex";
  const digest = isHex ? "hexdigest()" : "digest()";
  const mac = `hmac.new(secret.encode(), raw_body, hashlib.${algorithm}).${digest}`;
  const large = algorithm.toUpperCase();
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
    expected = "${prefix}" + ${isHex ? mac : `base64.b64encode(${mac}).decode()`}
    # The second one is there while a rotation overlaps, and bears the old secret's signature.
    return any(hmac.compare_digest(expected, headers.get(name, "")) for name in ${headers})`,
    shell: `
# $SECRET is the signing secret, body.json is the body as it came. Prints the value of ${header}.
printf '${prefix}%s\\n' "$(openssl dgst -${algorithm} -hmac "$SECRET" -binary body.json | ${isHex ? "od -An -v -tx1 | tr -d ' \\n'" : "openssl base64 -A"})"`,
    go: `
package webhooks

import (
	"crypto/hmac"
	"crypto/${algorithm}"
	"encoding/${isHex ? "hex" : "base64"}"
	"net/http"
)

// Verify takes the request body as it came, before any JSON parsing.
func Verify(body []byte, headers http.Header, secret string) bool {
	mac := hmac.New(${algorithm}.New, []byte(secret))
	mac.Write(body)
	expected := "${prefix}" + ${isHex ? "hex.EncodeToString" : "base64.StdEncoding.EncodeToString"}(mac.Sum(nil))
	// The second one is there while a rotation overlaps, and bears the old secret's signature.
	return hmac.Equal([]byte(headers.Get("${current}")), []byte(expected)) ||
		hmac.Equal([]byte(headers.Get("${previous}")), []byte(expected))
}`,
    ruby: `
require "base64"
require "openssl"

# raw_body: the request body as it came, before any JSON parsing; headers: with lower-case names
def verify(raw_body, headers, secret)
  expected = "${prefix}" + ${isHex ? `OpenSSL::HMAC.hexdigest("${large}", secret, raw_body)` : `Base64.strict_encode64(OpenSSL::HMAC.digest("${large}", secret, raw_body))`}
  # The second one is there while a rotation overlaps, and bears the old secret's signature.
  ${headers}.any? { |name| OpenSSL.secure_compare(headers[name].to_s, expected) }
end`,
    php: `
<?php
// $body: file_get_contents('php://input'), before any JSON parsing; $headers: with lower-case names
function verify(string $body, array $headers, string $secret): bool
{
    $expected = '${prefix}' . ${isHex ? `hash_hmac('${algorithm}', $body, $secret)` : `base64_encode(hash_hmac('${algorithm}', $body, $secret, true))`};
    // The second one is there while a rotation overlaps, and bears the old secret's signature.
    return hash_equals($expected, $headers['${current}'] ?? '')
        || hash_equals($expected, $headers['${previous}'] ?? '');
}`,
    java: `
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.${isHex ? "HexFormat" : "Base64"};
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

class Webhooks {
    /** body: as it came, before any JSON parsing; headers: with lower-case names. */
    static boolean verify(byte[] body, Map<String, String> headers, String secret) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("Hmac${large}");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "Hmac${large}"));
        byte[] expected = ("${prefix}" + ${isHex ? "HexFormat.of().formatHex" : "Base64.getEncoder().encodeToString"}(mac.doFinal(body))).getBytes();
        // The second one is there while a rotation overlaps, and bears the old secret's signature.
        return MessageDigest.isEqual(headers.getOrDefault("${current}", "").getBytes(), expected)
            || MessageDigest.isEqual(headers.getOrDefault("${previous}", "").getBytes(), expected);
    }
}`,
    csharp: `
using System;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

static class Webhooks
{
    /// <param name="body">As it came, before any JSON parsing.</param>
    public static bool Verify(byte[] body, IHeaderDictionary headers, string secret)
    {
        using var hmac = new HMAC${large}(Encoding.UTF8.GetBytes(secret));
        var mac = hmac.ComputeHash(body);
        var text = ${isHex ? 'BitConverter.ToString(mac).Replace("-", "").ToLowerInvariant()' : "Convert.ToBase64String(mac)"};
        var expected = Encoding.UTF8.GetBytes("${prefix}" + text);
        // The second one is there while a rotation overlaps, and bears the old secret's signature.
        return new[] { "${current}", "${previous}" }.Any(name =>
            CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(headers[name].ToString()), expected));
    }
}`,
    rust: `
// Cargo.toml: ${isHex ? 'hex = "0.4"' : 'base64 = "0.22"'}, hmac = "0.12", http = "1", sha2 = "0.10"
${isHex ? "" : "use base64::{engine::general_purpose::STANDARD, Engine};\n"}use hmac::{Hmac, Mac};
use http::HeaderMap;
use sha2::${algorithm === "sha256" ? "Sha256" : "Sha512"};

/// body: as it came, before any JSON parsing
pub fn verify(body: &[u8], headers: &HeaderMap, secret: &str) -> bool {
    let Ok(mut mac) = Hmac::<${algorithm === "sha256" ? "Sha256" : "Sha512"}>::new_from_slice(secret.as_bytes()) else { return false };
    mac.update(body);
    // The second one is there while a rotation overlaps, and bears the old secret's signature.
    ${headers}
        .iter()
        .filter_map(|name| headers.get(*name)?.to_str().ok()?.strip_prefix("${prefix}"))
        .filter_map(|text| ${isHex ? "hex::decode(text)" : "STANDARD.decode(text)"}.ok())
        .any(|received| mac.clone().verify_slice(&received).is_ok())
}`,
  };
}
