// The direction of imports (docs/architecture.md): app → components, inngest, lib; components → lib (types and pure
// helpers); inngest → lib; lib → Prisma's client. tests/unit/bootstrap-imports.test.ts plants a violation of each rule.

const forbid = (name, comment, from, to) => ({ name, comment, severity: "error", from, to });

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    forbid(
      "no-cycles",
      "Modules in a circle can't be understood or tested alone.",
      {},
      { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    ),
    forbid("no-unresolved", "An import that leads nowhere hides from every other rule.", {}, { couldNotResolve: true }),
    forbid(
      "lib-stands-alone",
      "The domain knows neither routes, UI, jobs nor scripts.",
      { path: "^lib/" },
      { path: "^(app|components|inngest|scripts|tests)/" },
    ),
    forbid(
      "lib-without-frameworks",
      "No React and no Next.js in the domain, but for sign-in behind lib/auth.",
      { path: "^lib/", pathNot: "^lib/auth/" },
      { path: "node_modules/(react|react-dom|next|next-auth)/" },
    ),
    forbid(
      "inngest-on-lib",
      "Jobs make calls into the domain, and know no UI.",
      { path: "^inngest/" },
      { path: "^(app|components|scripts|tests)/" },
    ),
    forbid(
      "components-on-lib",
      "Components are used by routes, not the other way round.",
      { path: "^components/" },
      { path: "^(app|inngest|scripts|tests)/" },
    ),
    forbid("app-is-not-imported", "Routes are entry points.", { pathNot: "^(app|tests)/" }, { path: "^app/" }),
    forbid(
      "no-tests-in-production",
      "Production code does not use test code.",
      { pathNot: "^(tests|scripts)/|\\.test\\.tsx?$|^vitest\\.config" },
      { path: "^tests/|node_modules/(vitest|fast-check|playwright-core|standardwebhooks|svix)/" },
    ),
  ],
  options: {
    doNotFollow: { path: "node_modules|^prisma/client/" },
    exclude: { path: "^\\.next/|^next-env\\.d\\.ts$" },
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["react-server", "import", "node", "default", "types"],
      extensions: [".ts", ".tsx", ".mjs", ".js", ".cjs", ".d.ts", ".d.mts", ".json"],
    },
  },
};
