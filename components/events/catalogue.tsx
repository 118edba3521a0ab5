import { Lock } from "lucide-react";
import Link from "next/link";
import { EventTypeData } from "#components/events/event-type-data";
import { VolumeBars } from "#components/events/volume-bars";
import { Badge } from "#components/ui/badge";
import { developerPath } from "#lib/dashboard-paths";
import type { EventTypeUsage } from "#lib/event-types/event-type-usage";
import type { EventTypeView } from "#lib/event-types/list-event-types";
import { formatNumber, plural } from "#lib/text/plural";

interface Props {
  workspace: string;
  types: EventTypeView[];
  /** Of those the reader's role may see, by name. */
  usage: ReadonlyMap<string, EventTypeUsage>;
}

/** What the product can send, by group, each with what it means, what its data looks like, and what becomes of it. */
export function Catalogue({ workspace, types, usage }: Props) {
  const groups = [...Map.groupBy(types, (type) => type.group || "Other")];
  return (
    <div className="grid items-start gap-8 lg:grid-cols-[11rem_minmax(0,1fr)]">
      <nav aria-label="Groups" className="top-6 lg:sticky">
        <ul className="flex flex-wrap gap-1 lg:grid">
          {groups.map(([group, members]) => (
            <li key={group}>
              <a
                href={`#${anchor(group)}`}
                className="flex items-center justify-between gap-3 rounded-md px-2 py-1 text-ink-soft capitalize hover:bg-hover"
              >
                {group} <span className="text-xs text-ink-muted">{members.length}</span>
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <div className="grid min-w-0 gap-8">
        {groups.map(([group, members]) => (
          <section key={group} aria-labelledby={anchor(group)} className="grid gap-3">
            <h2 id={anchor(group)} className="scroll-mt-16 text-base font-semibold capitalize">
              {group}
            </h2>
            {members.map((type) => (
              <EventTypeCard key={type.name} workspace={workspace} type={type} {...usageOf(usage, type)} />
            ))}
          </section>
        ))}
      </div>
    </div>
  );
}

function EventTypeCard({ workspace, type, usage }: { workspace: string; type: EventTypeView; usage?: EventTypeUsage }) {
  return (
    <article aria-label={type.name} className="panel grid gap-4 p-4 xl:grid-cols-2">
      <div className="grid content-start gap-1.5">
        <h3 className="flex flex-wrap items-center gap-2 font-mono text-sm font-semibold wrap-anywhere">
          {usage ? (
            <Link href={developerPath(workspace, "catalogue", type.name)} className="hover:underline">
              {type.name}
            </Link>
          ) : (
            <>
              {type.name}
              <Badge>
                <Lock aria-hidden /> needs the role {type.lowestRole}
              </Badge>
            </>
          )}
        </h3>
        <p className="text-ink-soft">{type.description}</p>
        {usage && <Usage href={developerPath(workspace, "catalogue", type.name)} usage={usage} />}
      </div>
      <EventTypeData type={type} codeClass="max-h-64" />
    </article>
  );
}

/** Who subscribes and how much there is, in a line that leads to the rest. */
function Usage({ href, usage: { webhooks, volume } }: { href: string; usage: EventTypeUsage }) {
  return (
    <div className="flex flex-wrap items-center gap-x-5 gap-y-1 pt-1.5 text-xs">
      <Link href={`${href}#subscribers`} className="text-link">
        {webhooks === 0 ? "No webhook" : plural(webhooks, "webhook", "webhooks")}
      </Link>
      <span className="flex items-center gap-2.5">
        <VolumeBars days={volume.days} />
        <span className="text-ink-muted">
          <span className="font-medium text-ink tabular-nums">{formatNumber(volume.last24h)}</span> in 24 h
        </span>
      </span>
    </div>
  );
}

const anchor = (group: string) => `group-${group.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-")}`;

function usageOf(usage: Props["usage"], { name }: EventTypeView) {
  const own = usage.get(name);
  return own && { usage: own };
}
