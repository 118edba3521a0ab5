import { cn } from "#lib/class-names";

/** What a list shows when it has no rows: what would be here, and how to get there. */
export function EmptyState(props: {
  icon?: React.ReactNode;
  title: string;
  children?: React.ReactNode;
  actions?: React.ReactNode;
  className?: string;
}) {
  return (
    <div className={cn("panel grid justify-items-center gap-3 px-6 py-14 text-center", props.className)}>
      {props.icon && (
        <div className="grid size-10 place-items-center rounded-lg bg-accent-soft text-accent-strong [&_svg]:size-5">
          {props.icon}
        </div>
      )}
      <div className="grid max-w-md gap-1">
        <h2 className="text-base font-semibold">{props.title}</h2>
        {props.children && <div className="text-ink-muted text-balance">{props.children}</div>}
      </div>
      {props.actions && <div className="mt-1 flex flex-wrap justify-center gap-2">{props.actions}</div>}
    </div>
  );
}
