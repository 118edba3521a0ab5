// `npm run bench`. Installs what is missing first, like `npm start`.
import { launch } from "./bootstrap.mjs";

await launch("scripts/bench.ts", process.argv.slice(2));
