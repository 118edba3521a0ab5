// `npm run secrets:rotate-key`. Installs what is missing first, like `npm start`.
import { launch } from "./bootstrap.mjs";

await launch("scripts/rotate-key.ts", process.argv.slice(2));
