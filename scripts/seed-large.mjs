// `npm run seed:large`. Installs what is missing first, like `npm start`.
import { launch } from "./bootstrap.mjs";

await launch("scripts/seed-large.ts", process.argv.slice(2));
