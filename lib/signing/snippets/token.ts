import type { SignatureConfig } from "#lib/profiles/profile-schema";
import { bothHeaders } from "#lib/signing/snippets/both-headers";
import type { SnippetCode } from "#lib/signing/snippets/languages";

/** A token that the receiver compares with its own copy. */
export function tokenSnippets(signature: Extract<SignatureConfig, { scheme: "static" }>): SnippetCode {
  const headers = bothHeaders(signature);
  const [current, previous] = JSON.parse(headers) as [string, string];
  return {
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
    go: `
package webhooks

import (
	"crypto/sha256"
	"crypto/subtle"
	"net/http"
)

// Verify accepts the second header too: it is there while a rotation overlaps, and bears the old token.
func Verify(headers http.Header, secret string) bool {
	expected := sha256.Sum256([]byte(secret))
	for _, name := range []string{"${current}", "${previous}"} {
		received := sha256.Sum256([]byte(headers.Get(name)))
		if subtle.ConstantTimeCompare(received[:], expected[:]) == 1 {
			return true
		}
	}
	return false
}`,
    ruby: `
require "openssl"

# The second header is there while a rotation overlaps, and bears the old token.
def verify(headers, secret)
  ${headers}.any? { |name| OpenSSL.secure_compare(headers[name].to_s, secret) }
end`,
    php: `
<?php
// The second header is there while a rotation overlaps, and bears the old token.
function verify(array $headers, string $secret): bool
{
    return hash_equals($secret, $headers['${current}'] ?? '') || hash_equals($secret, $headers['${previous}'] ?? '');
}`,
    java: `
import java.security.MessageDigest;
import java.util.Map;

class Webhooks {
    /** The second header is there while a rotation overlaps, and bears the old token. */
    static boolean verify(Map<String, String> headers, String secret) {
        return MessageDigest.isEqual(headers.getOrDefault("${current}", "").getBytes(), secret.getBytes())
            || MessageDigest.isEqual(headers.getOrDefault("${previous}", "").getBytes(), secret.getBytes());
    }
}`,
    csharp: `
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

static class Webhooks
{
    // The second header is there while a rotation overlaps, and bears the old token.
    public static bool Verify(IHeaderDictionary headers, string secret) =>
        new[] { "${current}", "${previous}" }.Any(name => CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(headers[name].ToString()), Encoding.UTF8.GetBytes(secret)));
}`,
    rust: `
// Cargo.toml: http = "1", subtle = "2"
use http::HeaderMap;
use subtle::ConstantTimeEq;

/// The second header is there while a rotation overlaps, and bears the old token.
pub fn verify(headers: &HeaderMap, secret: &str) -> bool {
    ${headers}
        .iter()
        .filter_map(|name| headers.get(*name))
        .any(|received| bool::from(received.as_bytes().ct_eq(secret.as_bytes())))
}`,
  };
}
