// `npm test`. Runs on any Node from 20.19 on, with nothing installed.
import { launch } from "./bootstrap.mjs";

await launch("scripts/test.ts", process.argv.slice(2));
