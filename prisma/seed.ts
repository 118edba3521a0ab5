import "server-only";
import { config } from "#lib/config";
import { createDemoAccess, type DemoProduct, isDemoAccessValid } from "#lib/demo/demo-access";
import { type DemoFile, readDemoFile, writeDemoFile } from "#lib/demo/demo-file";
import { ensureDemoProduct } from "#lib/demo/demo-product";
import { pointDemoWebhooksAt } from "#lib/demo/demo-webhook";
import { PRESETS, type PresetName } from "#lib/profiles/presets";

/**
 * Fills the database with what the demo shows: a product and workspace per preset, users of each role, keys, and an
 * inbox with a first webhook. Keeps whatever is there already; keys and passwords exist only in `demo.json`, so when
 * that file is gone or belongs to another database, they are made anew.
 *
 * @param options.url where this instance is reached; the demo's webhooks follow when it changes
 * @param options.dataDir where `demo.json` is
 */
export async function seedDemo({ url = config().url, dataDir = config().dataDir } = {}): Promise<DemoFile> {
  const products: DemoProduct[] = [];
  for (const name of Object.keys(PRESETS) as PresetName[]) products.push(await ensureDemoProduct(name));

  const known = await readDemoFile(dataDir);
  const access = known && (await isDemoAccessValid(products, known)) ? known : await createDemoAccess(products);
  const file = { ...access, url };
  if (JSON.stringify(file) !== JSON.stringify(known)) await writeDemoFile(dataDir, file);
  await pointDemoWebhooksAt(products, url);
  return file;
}
