// `npm run migration -- <name>`. Installs what is missing first, like `npm start`.
import { launch } from "./bootstrap.mjs";

await launch("scripts/create-migration.ts", process.argv.slice(2));
