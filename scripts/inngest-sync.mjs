// `npm run inngest:sync`. Installs what is missing first, like `npm start`.
import { launch } from "./bootstrap.mjs";

await launch("scripts/inngest-sync.ts", process.argv.slice(2));
