import { Button } from "#components/ui/button";

interface Props {
  count: number;
  clear: () => void;
  /** What can be done with what is ticked. */
  children: React.ReactNode;
}

/** How much of a list is ticked, over the window's lower edge: no row moves away from under the pointer that ticks the next. */
export function SelectionBar({ count, clear, children }: Props) {
  return (
    <div className="pointer-events-none fixed inset-x-0 bottom-4 z-30 flex justify-center px-4 lg:left-58">
      <section
        aria-label="Selection"
        className="pointer-events-auto flex flex-wrap items-center gap-2 rounded-lg bg-raised py-2 pr-2 pl-4 shadow-popup"
      >
        <span role="status" className="mr-1 font-medium tabular-nums">
          {count} selected
        </span>
        {children}
        <Button size="sm" variant="ghost" onClick={clear}>
          Clear selection
        </Button>
      </section>
    </div>
  );
}
