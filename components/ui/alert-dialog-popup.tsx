"use client";

import { AlertDialog as Base } from "@base-ui/react/alert-dialog";
import { Button, buttonStyle } from "#components/ui/button";

export interface AlertDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description: React.ReactNode;
  confirmLabel: string;
  onConfirm: () => void;
  busy?: boolean;
  confirmDisabled?: boolean;
  destructive?: boolean;
  children?: React.ReactNode;
}

/** What `AlertDialog` shows. */
export function AlertDialogPopup(props: AlertDialogProps) {
  return (
    <Base.Root open={props.open} onOpenChange={props.onOpenChange}>
      <Base.Portal>
        <Base.Backdrop forceRender className="backdrop z-40" />
        <Base.Popup className="popup fixed top-1/2 left-1/2 z-50 grid max-h-[calc(100dvh-2rem)] w-[min(28rem,calc(100vw-2rem))] -translate-1/2 gap-4 overflow-y-auto rounded-xl p-5">
          <div className="grid gap-1.5">
            <Base.Title className="text-base font-semibold">{props.title}</Base.Title>
            <Base.Description render={<div />} className="text-ink-muted">
              {props.description}
            </Base.Description>
          </div>
          {props.children}
          <div className="flex flex-wrap justify-end gap-2">
            <Base.Close className={buttonStyle()}>Cancel</Base.Close>
            <Button
              variant={props.destructive ? "destructive" : "primary"}
              busy={props.busy ?? false}
              disabled={props.confirmDisabled}
              onClick={props.onConfirm}
            >
              {props.confirmLabel}
            </Button>
          </div>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
