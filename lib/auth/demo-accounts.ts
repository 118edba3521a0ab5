import "server-only";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { config } from "#lib/config";

const DemoFile = z.object({
  users: z.array(z.object({ email: z.string(), password: z.string(), role: z.string(), workspace: z.string() })),
});

export type DemoAccount = z.infer<typeof DemoFile>["users"][number];

/** The accounts of `.data/demo.json`, in demo mode only; empty otherwise and while the file is missing. */
export async function demoAccounts(): Promise<DemoAccount[]> {
  if (!config().demo) return [];
  try {
    return DemoFile.parse(JSON.parse(await readFile(path.join(config().dataDir, "demo.json"), "utf8"))).users;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}
