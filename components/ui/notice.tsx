import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import { cn } from "#lib/class-names";

const LOOKS = {
  info: { icon: Info, className: "bg-info-soft text-info" },
  good: { icon: CircleCheck, className: "bg-good-soft text-good" },
  warn: { icon: TriangleAlert, className: "bg-warn-soft text-warn" },
  bad: { icon: CircleAlert, className: "bg-bad-soft text-bad" },
};

/** A sentence or two that matter on this page. `alert` announces it when it appears. */
export function Notice(props: {
  tone: keyof typeof LOOKS;
  title?: React.ReactNode;
  children?: React.ReactNode;
  alert?: boolean;
  actions?: React.ReactNode;
  className?: string;
}) {
  const { icon: Icon, className } = LOOKS[props.tone];
  return (
    <div
      role={props.alert ? "alert" : undefined}
      className={cn("flex flex-wrap items-start gap-x-2.5 gap-y-2 rounded-lg px-3 py-2.5", className, props.className)}
    >
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
      <div className="min-w-0 flex-1 basis-44 wrap-anywhere">
        {props.title && <p className="font-medium">{props.title}</p>}
        {props.children && <div className="text-ink-soft text-pretty">{props.children}</div>}
      </div>
      {props.actions}
    </div>
  );
}
