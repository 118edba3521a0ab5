import { TriangleAlert } from "lucide-react";
import type { KeyView } from "#lib/keys/key-view";
import { plural } from "#lib/text/plural";

/** What a key may do, all of it on request. */
export function KeyScopes({ scopes }: { scopes: string[] }) {
  const [first, ...others] = scopes;
  if (scopes.includes("*")) return <>Everything an admin may</>;
  if (others.length === 0) return <span className="font-mono text-xs">{first}</span>;
  return (
    <details>
      <summary className="w-fit cursor-pointer rounded">{plural(scopes.length, "scope", "scopes")}</summary>
      <ul className="pt-1 font-mono text-xs text-ink-soft">
        {scopes.map((scope) => (
          <li key={scope}>{scope}</li>
        ))}
      </ul>
    </details>
  );
}

/** Why a key does less than its scopes say. */
export function KeyLimit({ value: { limitedTo, createdBy } }: { value: KeyView }) {
  if (!limitedTo) return null;
  const why = createdBy?.role
    ? `${createdBy.name} is only a ${createdBy.role} now`
    : `${createdBy?.name ?? "whoever made it"} is no longer a member`;
  return (
    <span className="mt-1 flex max-w-72 gap-1.5 text-xs whitespace-normal text-warn">
      <TriangleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0" />
      <span>
        Does only what a {limitedTo} may, since {why}. An admin can rotate it to change that.
      </span>
    </span>
  );
}
