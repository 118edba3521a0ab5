import type { SnippetCode } from "#lib/signing/snippets/languages";

/**
 * HMAC-SHA256 of id, timestamp and body (Standard Webhooks, Svix).
 *
 * @param prefix of the three headers
 */
export const standardSnippets = (prefix: string): SnippetCode => ({
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
  go: `
package webhooks

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// Verify takes the request body as it came, before any JSON parsing.
func Verify(body []byte, headers http.Header, secret string) bool {
	id, timestamp := headers.Get("${prefix}-id"), headers.Get("${prefix}-timestamp")
	seconds, err := strconv.ParseInt(timestamp, 10, 64)
	if err != nil || time.Since(time.Unix(seconds, 0)).Abs() > 5*time.Minute {
		return false
	}
	key, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(secret, "whsec_"))
	if err != nil {
		return false
	}
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(id + "." + timestamp + "."))
	mac.Write(body)
	expected := "v1," + base64.StdEncoding.EncodeToString(mac.Sum(nil))
	for _, part := range strings.Fields(headers.Get("${prefix}-signature")) {
		if hmac.Equal([]byte(part), []byte(expected)) {
			return true
		}
	}
	return false
}`,
  ruby: `
require "base64"
require "openssl"

# raw_body: the request body as it came, before any JSON parsing; headers: with lower-case names
def verify(raw_body, headers, secret)
  id, timestamp = headers["${prefix}-id"], headers["${prefix}-timestamp"]
  return false if (Time.now.to_i - Integer(timestamp, 10)).abs > 300
  key = Base64.decode64(secret.delete_prefix("whsec_"))
  signed = "#{id}.#{timestamp}.".b + raw_body.b
  expected = "v1," + Base64.strict_encode64(OpenSSL::HMAC.digest("SHA256", key, signed))
  headers["${prefix}-signature"].to_s.split.any? { |part| OpenSSL.secure_compare(part, expected) }
end`,
  php: `
<?php
// $body: file_get_contents('php://input'), before any JSON parsing; $headers: with lower-case names
function verify(string $body, array $headers, string $secret): bool
{
    $timestamp = $headers['${prefix}-timestamp'] ?? '';
    if (!ctype_digit($timestamp) || abs(time() - (int) $timestamp) > 300) {
        return false;
    }
    $key = base64_decode(preg_replace('/^whsec_/', '', $secret));
    $signed = ($headers['${prefix}-id'] ?? '') . '.' . $timestamp . '.' . $body;
    $expected = 'v1,' . base64_encode(hash_hmac('sha256', $signed, $key, true));
    foreach (explode(' ', $headers['${prefix}-signature'] ?? '') as $part) {
        if (hash_equals($expected, $part)) {
            return true;
        }
    }
    return false;
}`,
  java: `
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

class Webhooks {
    /** body: as it came, before any JSON parsing; headers: with lower-case names. */
    static boolean verify(byte[] body, Map<String, String> headers, String secret) throws GeneralSecurityException {
        String id = headers.getOrDefault("${prefix}-id", "");
        String timestamp = headers.getOrDefault("${prefix}-timestamp", "0");
        if (!timestamp.matches("\\\\d{1,12}")) return false;
        if (Math.abs(System.currentTimeMillis() / 1000 - Long.parseLong(timestamp)) > 300) return false;
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.replaceFirst("^whsec_", "")), "HmacSHA256"));
        mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
        byte[] expected = ("v1," + Base64.getEncoder().encodeToString(mac.doFinal(body))).getBytes();
        for (String part : headers.getOrDefault("${prefix}-signature", "").split(" ")) {
            if (MessageDigest.isEqual(part.getBytes(), expected)) return true;
        }
        return false;
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
        var timestamp = headers["${prefix}-timestamp"].ToString();
        if (!long.TryParse(timestamp, out var seconds)) return false;
        if (Math.Abs(DateTimeOffset.UtcNow.ToUnixTimeSeconds() - seconds) > 300) return false;
        var key = Convert.FromBase64String(secret.StartsWith("whsec_") ? secret[6..] : secret);
        var signed = Encoding.UTF8.GetBytes($"{headers["${prefix}-id"]}.{timestamp}.").Concat(body).ToArray();
        using var hmac = new HMACSHA256(key);
        var expected = Encoding.UTF8.GetBytes("v1," + Convert.ToBase64String(hmac.ComputeHash(signed)));
        return headers["${prefix}-signature"].ToString().Split(' ')
            .Any(part => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(part), expected));
    }
}`,
  rust: `
// Cargo.toml: base64 = "0.22", hmac = "0.12", http = "1", sha2 = "0.10"
use base64::{engine::general_purpose::STANDARD, Engine};
use hmac::{Hmac, Mac};
use http::HeaderMap;
use sha2::Sha256;
use std::time::{SystemTime, UNIX_EPOCH};

/// body: as it came, before any JSON parsing
pub fn verify(body: &[u8], headers: &HeaderMap, secret: &str) -> Option<()> {
    let header = |name: &str| headers.get(name)?.to_str().ok();
    let timestamp = header("${prefix}-timestamp")?;
    let now = SystemTime::now().duration_since(UNIX_EPOCH).ok()?.as_secs();
    if now.abs_diff(timestamp.parse().ok()?) > 300 {
        return None;
    }
    let key = STANDARD.decode(secret.trim_start_matches("whsec_")).ok()?;
    let mut mac = Hmac::<Sha256>::new_from_slice(&key).ok()?;
    mac.update(format!("{}.{timestamp}.", header("${prefix}-id")?).as_bytes());
    mac.update(body);
    header("${prefix}-signature")?
        .split(' ')
        .filter_map(|part| STANDARD.decode(part.strip_prefix("v1,")?).ok())
        .any(|received| mac.clone().verify_slice(&received).is_ok())
        .then_some(())
}`,
});
