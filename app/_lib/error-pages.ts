import "server-only";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { ERROR_CODES, type ErrorCode } from "#lib/errors/app-error";

export interface ErrorPage {
  code: string;
  status: number;
  title: string;
  /** What it means and what to do; backticks mark code. */
  paragraphs: string[];
}

/** The sections of docs/errors.md, one per code (tests/unit/errors/documented.test.ts holds them complete). */
export async function readErrorPages(): Promise<ErrorPage[]> {
  const text = await readFile(path.join(process.cwd(), "docs/errors.md"), "utf8");
  return text
    .split(/^## /m)
    .slice(1)
    .flatMap((section) => {
      const [code = "", ...lines] = section.trim().split("\n");
      // What is no code, such as why attempts fail, is no answer of the API.
      if (!/^[a-z_]+$/.test(code)) return [];
      const known = ERROR_CODES[code as ErrorCode] ?? { status: 500, title: "Something went wrong on our side" };
      const paragraphs = lines.join("\n").trim().split(/\n\n+/);
      return {
        code,
        ...known,
        paragraphs: paragraphs.map((one) => one.replaceAll("\n", " ").replace(/^`\d{3}` /, "")),
      };
    });
}
