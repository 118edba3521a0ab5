import "server-only";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { ROLES } from "#lib/permissions/permissions";

/** `demo.json`: everything a person or script needs to use the demo (docs/architecture.md, black-box contract). */
const DemoFile = z.object({
  url: z.string(),
  products: z.record(z.string(), z.object({ publishKey: z.string(), workspace: z.string(), apiKey: z.string() })),
  operatorKey: z.string(),
  users: z.array(z.object({ email: z.string(), password: z.string(), role: z.enum(ROLES), workspace: z.string() })),
});
export type DemoFile = z.output<typeof DemoFile>;

const fileIn = (dataDir: string) => path.join(dataDir, "demo.json");

/** Null when there is none, or it is not readable as one. */
export async function readDemoFile(dataDir: string): Promise<DemoFile | null> {
  try {
    return DemoFile.parse(JSON.parse(await readFile(fileIn(dataDir), "utf8")));
  } catch (error) {
    if (error instanceof z.ZodError || error instanceof SyntaxError) return null;
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}

/** Writes it whole or not at all, readable by its owner only. */
export async function writeDemoFile(dataDir: string, file: DemoFile): Promise<void> {
  await mkdir(dataDir, { recursive: true });
  const draft = `${fileIn(dataDir)}.${process.pid}`;
  await writeFile(draft, `${JSON.stringify(file, null, 2)}\n`, { mode: 0o600 });
  await rename(draft, fileIn(dataDir));
}
