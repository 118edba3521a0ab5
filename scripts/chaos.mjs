// `npm run test:chaos`. Installs what is missing first, like `npm start`.
import { launch } from "./bootstrap.mjs";

await launch("scripts/chaos.ts", process.argv.slice(2));
