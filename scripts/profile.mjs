// `npm run profile -- check|preview|apply <file>`. Installs what is missing first, like `npm start`.
import { launch } from "./bootstrap.mjs";

await launch("scripts/profile.ts", process.argv.slice(2));
