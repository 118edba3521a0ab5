// `npm start` and `npm run dev`. Runs on any Node from 20.19 on, with nothing installed.
import { launch } from "./bootstrap.mjs";

await launch("scripts/supervisor.ts", process.argv.slice(2));
