import { CopyableId } from "#components/ui/copyable-id";
import { Fact, Facts } from "#components/ui/facts";
import { ExactTime } from "#components/ui/relative-time";
import type { AuditView } from "#lib/audit/audit-view";

/** Everything an entry says. Values are shown as text, whatever they are. */
export function AuditDetail({ entry }: { entry: AuditView }) {
  const { actor, target, before, after } = entry;
  return (
    <div className="grid items-start gap-3 xl:grid-cols-2">
      <Facts>
        <Fact label="When">
          <ExactTime date={entry.createdAt} />
        </Fact>
        <Fact label="Who">
          <bdi>{actor.name}</bdi> {actor.id && <CopyableId id={actor.id} label="Copy actor id" />}
        </Fact>
        <Fact label="What">
          <bdi>{target.name ?? target.type}</bdi> {target.id && <CopyableId id={target.id} label="Copy target id" />}
        </Fact>
        <Fact label="Address">{entry.address ?? "not known"}</Fact>
        <Fact label="Request">
          {entry.requestId ? <CopyableId id={entry.requestId} label="Copy request id" /> : "none"}
        </Fact>
      </Facts>
      <Changes before={fieldsOf(before)} after={fieldsOf(after)} />
    </div>
  );
}

function Changes({ before, after }: { before: Map<string, string>; after: Map<string, string> }) {
  const names = [...new Set([...before.keys(), ...after.keys()])];
  if (names.length === 0) return <p className="text-ink-muted">No values were changed.</p>;
  return (
    <table className="panel w-full table-fixed text-xs">
      <thead>
        <tr className="border-b text-left text-ink-muted">
          {["Field", "Before", "After"].map((name) => (
            <th key={name} scope="col" className="px-3 py-2 font-medium">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {names.map((name) => (
          <tr key={name} className="border-b align-top last:border-b-0">
            <th scope="row" className="px-3 py-2 text-left font-normal wrap-anywhere">
              {name}
            </th>
            {[before, after].map((side, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: there are always these two
              <td key={index} className="px-3 py-2 font-mono wrap-anywhere whitespace-pre-wrap">
                {side.get(name) ?? "–"}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A map, since the keys are data: `__proto__` may be one of them. */
function fieldsOf(value: AuditView["before"]): Map<string, string> {
  if (value === null) return new Map();
  if (typeof value !== "object" || Array.isArray(value)) return new Map([["value", textOf(value)]]);
  return new Map(Object.entries(value).map(([name, field]) => [name, textOf(field)]));
}

const textOf = (value: unknown) => (typeof value === "string" ? value : JSON.stringify(value));
