import type { SignatureConfig } from "#lib/profiles/profile-schema";
import { bodySnippets } from "#lib/signing/snippets/body";
import { ed25519Snippets } from "#lib/signing/snippets/ed25519";
import { SNIPPET_LANGUAGES, type SnippetCode, type SnippetLanguage } from "#lib/signing/snippets/languages";
import { standardSnippets } from "#lib/signing/snippets/standard";
import { tokenSnippets } from "#lib/signing/snippets/token";

export interface Snippet {
  language: SnippetLanguage;
  label: string;
  code: string;
}

/** Code that verifies requests signed this way, with nothing but each language's own library where that suffices. */
export function verificationSnippets(signature: SignatureConfig): Snippet[] {
  const code = snippetCode(signature);
  return Object.entries(SNIPPET_LANGUAGES).flatMap(([name, label]) => {
    const language = name as SnippetLanguage;
    const text = code[language];
    return text === undefined ? [] : [{ language, label, code: text.trim() }];
  });
}

function snippetCode(signature: SignatureConfig): SnippetCode {
  if (signature.scheme === "static") return tokenSnippets(signature);
  if (signature.scheme === "hmac-body") return bodySnippets(signature);
  const { algorithm, headerPrefix } = signature;
  return algorithm === "ed25519" ? ed25519Snippets(headerPrefix) : standardSnippets(headerPrefix);
}
