import { expect, test } from "vitest";
import { WriteQueue } from "#lib/events/write-queue";

interface Row {
  id: string;
  key: string | null;
  bad?: boolean;
}

/** A queue whose statements end when the test says so. */
function rig() {
  const statements: { rows: readonly Row[]; finish: () => void }[] = [];
  const queue = new WriteQueue<Row, { input_id: string }>(
    (rows) =>
      new Promise((resolve, reject) => {
        const finish = () => {
          const bad = rows.find((row) => row.bad);
          if (bad) reject(new Error(`${bad.id} is bad`));
          else resolve(rows.map(({ id }) => ({ input_id: id })));
        };
        statements.push({ rows, finish });
      }),
    (row) => row.key,
  );
  const add = (...rows: Row[]) => queue.add(rows);
  const ids = () => statements.map(({ rows }) => rows.map(({ id }) => id).join(""));
  return { queue, add, ids, finish: (index: number) => statements[index]?.finish() };
}
const row = (id: string, more: Partial<Row> = {}): Row => ({ id, key: null, ...more });
const settled = () => new Promise((resolve) => setImmediate(resolve));

test("writes at once while little is going on, and then together what came meanwhile", async () => {
  const { queue, add, ids, finish } = rig();
  const all = [add(row("a")), add(row("b")), add(row("c")), add(row("d"), row("e"))];
  expect(ids()).toEqual(["a", "b"]);
  finish(0);
  await expect(all[0]).resolves.toEqual([{ input_id: "a" }]);
  await settled();
  expect(ids()).toEqual(["a", "b", "cde"]);
  finish(1);
  finish(2);
  await expect(all[3]).resolves.toEqual([{ input_id: "d" }, { input_id: "e" }]);
  await Promise.all(all);
  await settled();
  expect(queue.isIdle).toBe(true);
});

test("a bad request fails alone: its neighbours are written again, each by itself", async () => {
  const { add, ids, finish } = rig();
  const first = [add(row("a")), add(row("b"))];
  const together = [add(row("c")), add(row("d", { bad: true })), add(row("e"))];
  finish(0);
  finish(1);
  await Promise.all(first);
  await settled();
  expect(ids().at(-1)).toBe("cde");
  const outcomes = Promise.allSettled(together);
  for (let index = 2; index < 6; index++) {
    finish(index);
    await settled();
  }
  expect((await outcomes).map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  expect(ids().slice(2)).toEqual(["cde", "c", "d", "e"]);
  await expect(together[1]).rejects.toThrow("d is bad");
});

test("rows with the same key go one after the other, in their order", async () => {
  const { add, ids, finish } = rig();
  const all = [
    add(row("a")),
    add(row("b")),
    add(row("c", { key: "k" })),
    add(row("d", { key: "k" })),
    add(row("e", { key: "k" })),
    add(row("f")),
  ];
  for (let index = 0; index < 5; index++) {
    finish(index);
    await settled();
  }
  await Promise.all(all);
  expect(ids()).toEqual(["a", "b", "cf", "d", "e"]);
});

test("a statement that waits for a lock holds up nobody else", async () => {
  const { add, ids, finish } = rig();
  const all = [add(row("a")), add(row("b")), add(row("c"))];
  await expect.poll(ids).toEqual(["a", "b", "c"]);
  finish(2);
  await expect(all[2]).resolves.toEqual([{ input_id: "c" }]);
  finish(0);
  finish(1);
  await Promise.all(all);
});
