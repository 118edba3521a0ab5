/** In the order in which they are offered. */
export const SNIPPET_LANGUAGES = {
  node: "Node.js",
  python: "Python",
  go: "Go",
  ruby: "Ruby",
  php: "PHP",
  java: "Java",
  csharp: "C#",
  rust: "Rust",
  shell: "openssl",
} as const;

export type SnippetLanguage = keyof typeof SNIPPET_LANGUAGES;
export type SnippetCode = Partial<Record<SnippetLanguage, string>>;
