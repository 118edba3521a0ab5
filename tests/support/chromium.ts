import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { type Browser, chromium } from "playwright-core";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** Launches the first Chromium found: CHROMIUM_PATH, an installed one, the one inside an npm package, Debian's. */
export async function launchChromium(): Promise<Browser> {
  // Chromium's own sandbox refuses to work for root.
  const args = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  const installed = process.env.CHROMIUM_PATH || findInstalled();
  if (installed) return chromium.launch({ executablePath: installed, args });
  const problems: string[] = [];
  for (const source of [fromPackage, fromDebian]) {
    try {
      return await chromium.launch({ executablePath: await source(), args });
    } catch (error) {
      problems.push(String(error instanceof Error ? error.message : error).split("\n")[0] ?? "");
    }
  }
  throw new Error(
    `The browser tests need Chromium: install it (apt-get install chromium) or name it in CHROMIUM_PATH. Tried: ${problems.join("; ")}`,
  );
}

function findInstalled(): string | undefined {
  const directories = (process.env.PATH ?? "").split(path.delimiter);
  const files = NAMES.flatMap((name) => directories.map((directory) => path.join(directory, name)));
  return [...files, "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"].find((file) => existsSync(file));
}

/** Without the package's own flags: they are for AWS Lambda, and its --single-process ends Chromium with the first context. */
async function fromPackage(): Promise<string> {
  const { default: packaged } = await import("@sparticuz/chromium");
  return packaged.executablePath();
}

async function fromDebian(): Promise<string> {
  if (process.getuid?.() !== 0) throw new Error("not root, so no apt-get");
  execFileSync("apt-get", ["install", "--yes", "--no-install-recommends", "chromium"], { stdio: "pipe" });
  return "/usr/bin/chromium";
}
