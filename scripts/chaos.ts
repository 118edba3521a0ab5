// npm run test:chaos: faults under load on a whole Posthorn, and what the receivers' and the publisher's ledgers say of
// them afterwards. `npm run test:chaos -- 4 burst` runs only the scenarios with these numbers or words in their names.
import { SCENARIOS } from "#scripts/chaos/all";
import { Instance } from "#scripts/chaos/instance";
import { Receivers } from "#scripts/chaos/receiver";
import { takeVitals } from "#scripts/chaos/vitals";
import { buildApp, generateClient } from "#scripts/supervisor/build";

const wanted = process.argv.slice(2);
const scenarios = SCENARIOS.filter(({ name }) => {
  const [numbers = "", ...words] = name.split(":");
  const known = [...numbers.split(", "), ...words.join().split(/[^\w,.]+/)];
  return wanted.length === 0 || wanted.some((word) => known.includes(word));
});
if (scenarios.length === 0) {
  console.error(
    `No fault has ${wanted.join(" or ")} among its numbers or words. There are:\n${SCENARIOS.map(({ name }) => `  ${name}`).join("\n")}`,
  );
  process.exit(2);
}
// Ends the database too, which lives in a group of its own; the other children end with us.
for (const event of ["SIGINT", "SIGTERM", "SIGHUP", "disconnect"]) process.once(event, () => process.exit(130));
const notAborted = new AbortController().signal;
const startedAt = performance.now();

console.log("building");
await generateClient(notAborted);
await buildApp({ ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" }, notAborted);
const receivers = new Receivers();
await receivers.listen();
const instance = await Instance.start();

const rows: Record<string, unknown>[] = [];
const problems: string[] = [];
for (const { name, run } of scenarios) {
  const since = performance.now();
  const result = await run({ instance, receivers, scale: 1 }).catch((error: Error) => ({
    accepted: 0,
    delivered: 0,
    duplicates: 0,
    inFlight: null,
    note: "",
    problems: [error.message],
  }));
  await instance.stopPublishing();
  const vitals = await takeVitals(instance);
  result.problems.push(...vitals.problems);
  problems.push(...result.problems.map((problem) => `${name}\n    ${problem}`));
  const row = {
    fault: name,
    accepted: result.accepted,
    delivered: result.delivered,
    duplicates: result.duplicates,
    inFlight: result.inFlight ?? "–",
    "RSS, MB": vitals.rssMb,
    "loop p99, ms": vitals.delayMs,
    seconds: Math.round((performance.now() - since) / 1000),
    verdict: result.problems.length === 0 ? "✓" : "✗",
  };
  rows.push(row);
  console.log(`${row.verdict} ${name} (${row.seconds} s)${result.note && `: ${result.note}`}`);
  for (const problem of result.problems) console.log(`    ${problem}`);
}
await instance.stop();
receivers.close();

console.table(rows);
if (instance.crashes > 0) problems.push(`${instance.crashes} times a process ended by itself`);
for (const problem of problems) console.log(`✗ ${problem}`);
console.log(
  `${rows.length} faults, ${problems.length} problems, ${Math.round((performance.now() - startedAt) / 1000)} s`,
);
process.exit(problems.length > 0 ? 1 : 0);
