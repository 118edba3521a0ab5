import "server-only";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { GUIDES, type Guide } from "#lib/docs/guides";

/** What the guides write for the address of the reader's instance. */
const EXAMPLE_URL = "http://localhost:3000";

/**
 * A guide and its Markdown without the title, naming this instance.
 *
 * @param url where this instance is reached
 * @returns null when there is no such guide
 */
export async function readGuide(slug: string, url: string): Promise<{ guide: Guide; markdown: string } | null> {
  const guide = GUIDES.find((candidate) => candidate.slug === slug);
  if (!guide) return null;
  const text = await readFile(path.join(process.cwd(), guide.file), "utf8");
  return { guide, markdown: text.replace(/^# .*\n/, "").replaceAll(EXAMPLE_URL, url) };
}
