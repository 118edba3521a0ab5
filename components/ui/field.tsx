import { CircleAlert } from "lucide-react";
import { cloneElement, type ReactElement, useId } from "react";
import { cn } from "#lib/class-names";

interface ControlProps {
  id?: string;
  "aria-describedby"?: string | undefined;
  "aria-invalid"?: boolean | undefined;
}

/** A labelled control with its hint and error, wired for assistive technology. The child must accept `id` and aria props. */
export function Field(props: {
  label: string;
  hint?: React.ReactNode;
  error?: string | undefined;
  optional?: boolean;
  className?: string;
  children: ReactElement<ControlProps>;
}) {
  const id = useId();
  const describedBy = cn(props.hint && `${id}-hint`, props.error && `${id}-error`) || undefined;
  return (
    <div className={cn("grid content-start gap-1.5", props.className)}>
      <label htmlFor={id} className="w-fit font-medium">
        {props.label}
        {props.optional && <span className="font-normal text-ink-muted"> (optional)</span>}
      </label>
      {cloneElement(props.children, {
        id,
        "aria-describedby": describedBy,
        "aria-invalid": props.error ? true : undefined,
      })}
      <FieldError id={`${id}-error`} message={props.error} />
      {props.hint && (
        <p id={`${id}-hint`} className="text-xs text-ink-muted">
          {props.hint}
        </p>
      )}
    </div>
  );
}

export function FieldError({ id, message }: { id?: string; message: string | undefined }) {
  if (!message) return null;
  return (
    <p id={id} role="alert" className="flex gap-1.5 text-xs text-bad">
      <CircleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0" />
      {message}
    </p>
  );
}
