import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { curlCommand } from "#lib/attempts/curl-command";

test("a shell passes every byte on to curl, whatever stands in URL, headers and body", () => {
  // Stands in for curl: writes down what it is called with.
  const directory = mkdtempSync(path.join(tmpdir(), "curl-"));
  writeFileSync(path.join(directory, "curl"), `#!/bin/sh\nprintf '%s\\0' "$@" > ${directory}/arguments\n`, {
    mode: 0o755,
  });
  const url = "https://hooks.example.com/in?a[]={1}&b=$(id)";
  const body = '{"name":"O\'Brien `id` $HOME \\\\ ! Zoë","at":"@/etc/passwd"}\n';
  const command = curlCommand(
    url,
    [
      ["webhook-id", "msg_1"],
      ["X-It's", "$(id)"],
      ["Host", "x"],
    ],
    body,
  );
  execFileSync("sh", ["-c", command], { env: { ...process.env, PATH: `${directory}:${process.env.PATH}` } });
  expect(readFileSync(path.join(directory, "arguments"), "utf8").split("\0").slice(0, -1)).toEqual([
    ...["--globoff", "-X", "POST", url],
    ...["-H", "webhook-id: msg_1", "-H", "X-It's: $(id)"],
    ...["--data-raw", body],
  ]);
});
