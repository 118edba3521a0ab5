import type { SnippetCode } from "#lib/signing/snippets/languages";

/**
 * Ed25519 over id, timestamp and body (Standard Webhooks, `v1a`), with the webhook's public key.
 *
 * @param prefix of the three headers
 */
export const ed25519Snippets = (prefix: string): SnippetCode => ({
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
  python: `
# pip install cryptography
import base64, time
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

# raw_body: the request body as bytes, before any JSON parsing; public_key: the whpk_ key of the webhook
def verify(raw_body, headers, public_key):
    id, timestamp = headers["${prefix}-id"], headers["${prefix}-timestamp"]
    if abs(time.time() - int(timestamp)) > 300:
        return False
    key = Ed25519PublicKey.from_public_bytes(base64.b64decode(public_key.removeprefix("whpk_")))
    signed = f"{id}.{timestamp}.".encode() + raw_body
    for part in headers["${prefix}-signature"].split(" "):
        version, _, text = part.partition(",")
        try:
            if version == "v1a":
                key.verify(base64.b64decode(text), signed)
                return True
        except InvalidSignature:
            pass
    return False`,
  go: `
package webhooks

import (
	"crypto/ed25519"
	"encoding/base64"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// Verify takes the request body as it came, and the whpk_ key of the webhook.
func Verify(body []byte, headers http.Header, publicKey string) bool {
	id, timestamp := headers.Get("${prefix}-id"), headers.Get("${prefix}-timestamp")
	seconds, err := strconv.ParseInt(timestamp, 10, 64)
	if err != nil || time.Since(time.Unix(seconds, 0)).Abs() > 5*time.Minute {
		return false
	}
	key, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(publicKey, "whpk_"))
	if err != nil || len(key) != ed25519.PublicKeySize {
		return false
	}
	signed := append([]byte(id+"."+timestamp+"."), body...)
	for _, part := range strings.Fields(headers.Get("${prefix}-signature")) {
		version, text, _ := strings.Cut(part, ",")
		signature, err := base64.StdEncoding.DecodeString(text)
		if version == "v1a" && err == nil && ed25519.Verify(key, signed, signature) {
			return true
		}
	}
	return false
}`,
  ruby: `
require "base64"
require "openssl" # 3.0 or newer, which comes with Ruby 3.1

# raw_body: the request body as it came, before any JSON parsing; headers: with lower-case names; public_key: the whpk_ key
def verify(raw_body, headers, public_key)
  id, timestamp = headers["${prefix}-id"], headers["${prefix}-timestamp"]
  return false if (Time.now.to_i - Integer(timestamp, 10)).abs > 300
  # The key as X.509 has it: a fixed beginning, then its 32 bytes.
  der = ["302a300506032b6570032100"].pack("H*") + Base64.decode64(public_key.delete_prefix("whpk_"))
  key = OpenSSL::PKey.read(der)
  signed = "#{id}.#{timestamp}.".b + raw_body.b
  headers["${prefix}-signature"].to_s.split.any? do |part|
    part.start_with?("v1a,") && key.verify(nil, Base64.decode64(part.delete_prefix("v1a,")), signed)
  end
end`,
  php: `
<?php
// $body: file_get_contents('php://input'); $headers: with lower-case names; $publicKey: the whpk_ key of the webhook
function verify(string $body, array $headers, string $publicKey): bool
{
    $timestamp = $headers['${prefix}-timestamp'] ?? '';
    if (!ctype_digit($timestamp) || abs(time() - (int) $timestamp) > 300) {
        return false;
    }
    $key = base64_decode(preg_replace('/^whpk_/', '', $publicKey));
    $signed = ($headers['${prefix}-id'] ?? '') . '.' . $timestamp . '.' . $body;
    foreach (explode(' ', $headers['${prefix}-signature'] ?? '') as $part) {
        [$version, $text] = explode(',', $part, 2) + ['', ''];
        $signature = base64_decode($text);
        if ($version === 'v1a' && strlen($signature) === 64 && sodium_crypto_sign_verify_detached($signature, $signed, $key)) {
            return true;
        }
    }
    return false;
}`,
  java: `
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;

class Webhooks {
    /** body: as it came; headers: with lower-case names; publicKey: the whpk_ key of the webhook. */
    static boolean verify(byte[] body, Map<String, String> headers, String publicKey) throws GeneralSecurityException {
        String id = headers.getOrDefault("${prefix}-id", "");
        String timestamp = headers.getOrDefault("${prefix}-timestamp", "0");
        if (!timestamp.matches("\\\\d{1,12}")) return false;
        if (Math.abs(System.currentTimeMillis() / 1000 - Long.parseLong(timestamp)) > 300) return false;
        byte[] raw = Base64.getDecoder().decode(publicKey.replaceFirst("^whpk_", ""));
        // The key as X.509 has it: a fixed beginning, then its 32 bytes.
        byte[] encoded = HexFormat.of().parseHex("302a300506032b6570032100" + HexFormat.of().formatHex(raw));
        var key = KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
        for (String part : headers.getOrDefault("${prefix}-signature", "").split(" ")) {
            if (!part.startsWith("v1a,")) continue;
            Signature verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(key);
            verifier.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
            verifier.update(body);
            byte[] received = Base64.getDecoder().decode(part.substring(4));
            if (received.length == 64 && verifier.verify(received)) return true;
        }
        return false;
    }
}`,
  csharp: `
// dotnet add package BouncyCastle.Cryptography
using System;
using System.Linq;
using System.Text;
using Microsoft.AspNetCore.Http;
using Org.BouncyCastle.Math.EC.Rfc8032;

static class Webhooks
{
    /// <param name="body">As it came, before any JSON parsing.</param>
    /// <param name="publicKey">The whpk_ key of the webhook.</param>
    public static bool Verify(byte[] body, IHeaderDictionary headers, string publicKey)
    {
        var timestamp = headers["${prefix}-timestamp"].ToString();
        if (!long.TryParse(timestamp, out var seconds)) return false;
        if (Math.Abs(DateTimeOffset.UtcNow.ToUnixTimeSeconds() - seconds) > 300) return false;
        var key = Convert.FromBase64String(publicKey.StartsWith("whpk_") ? publicKey[5..] : publicKey);
        var signed = Encoding.UTF8.GetBytes($"{headers["${prefix}-id"]}.{timestamp}.").Concat(body).ToArray();
        return headers["${prefix}-signature"].ToString().Split(' ').Any(part =>
        {
            var signature = new byte[64];
            return part.StartsWith("v1a,")
                && Convert.TryFromBase64String(part[4..], signature, out var length) && length == 64
                && Ed25519.Verify(signature, 0, key, 0, signed, 0, signed.Length);
        });
    }
}`,
  rust: `
// Cargo.toml: base64 = "0.22", ed25519-dalek = "2", http = "1"
use base64::{engine::general_purpose::STANDARD, Engine};
use ed25519_dalek::{Signature, VerifyingKey};
use http::HeaderMap;
use std::time::{SystemTime, UNIX_EPOCH};

/// body: as it came, before any JSON parsing; public_key: the whpk_ key of the webhook
pub fn verify(body: &[u8], headers: &HeaderMap, public_key: &str) -> Option<()> {
    let header = |name: &str| headers.get(name)?.to_str().ok();
    let timestamp = header("${prefix}-timestamp")?;
    let now = SystemTime::now().duration_since(UNIX_EPOCH).ok()?.as_secs();
    if now.abs_diff(timestamp.parse().ok()?) > 300 {
        return None;
    }
    let raw = STANDARD.decode(public_key.trim_start_matches("whpk_")).ok()?;
    let key = VerifyingKey::from_bytes(&raw.try_into().ok()?).ok()?;
    let mut signed = format!("{}.{timestamp}.", header("${prefix}-id")?).into_bytes();
    signed.extend_from_slice(body);
    header("${prefix}-signature")?
        .split(' ')
        .filter_map(|part| STANDARD.decode(part.strip_prefix("v1a,")?).ok())
        .filter_map(|received| Signature::from_slice(&received).ok())
        .any(|signature| key.verify_strict(&signed, &signature).is_ok())
        .then_some(())
}`,
  shell: `
# $PUBLIC_KEY is the whpk_ key of the webhook, $ID, $TIMESTAMP and $SIGNATURE are the ${prefix}-id, ${prefix}-timestamp
# and ${prefix}-signature headers (of several signatures, the one with v1a), body.json is the body as it came.
{ printf '302a300506032b6570032100' | xxd -r -p; printf '%s' "\${PUBLIC_KEY#whpk_}" | openssl base64 -d -A; } > key.der
{ printf '%s.%s.' "$ID" "$TIMESTAMP"; cat body.json; } > signed.bin
printf '%s' "\${SIGNATURE#v1a,}" | openssl base64 -d -A > signature.bin
openssl pkeyutl -verify -pubin -keyform DER -inkey key.der -rawin -in signed.bin -sigfile signature.bin`,
});
