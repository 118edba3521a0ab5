// `npm run secrets:reencrypt`. Installs what is missing first, like `npm start`.
import { launch } from "./bootstrap.mjs";

await launch("scripts/reencrypt-secrets.ts", process.argv.slice(2));
