"use client";

import { Toast as Base } from "@base-ui/react/toast";
import { CircleAlert, CircleCheck, X } from "lucide-react";
import { useEffect } from "react";
import { buttonStyle } from "#components/ui/button";
import type { Message } from "#components/ui/toast";

const manager = Base.createToastManager();

/** What `Toaster` shows: what came before its code did, and what comes from then on. */
export function ToastViewport({ receive }: { receive: (show: (message: Message) => void) => () => void }) {
  useEffect(
    () =>
      receive(({ type, title, description }) => {
        const manner = type === "error" ? ({ priority: "high", timeout: 10_000 } as const) : {};
        manager.add({ type, title, description, ...manner });
      }),
    [receive],
  );
  return (
    <Base.Provider toastManager={manager} timeout={5_000} limit={3}>
      <Base.Portal>
        <Base.Viewport className="fixed right-4 bottom-4 z-70 flex w-[min(22rem,calc(100vw-2rem))] flex-col gap-2">
          <ToastList />
        </Base.Viewport>
      </Base.Portal>
    </Base.Provider>
  );
}

function ToastList() {
  const { toasts } = Base.useToastManager();
  return toasts.map((item) => (
    <Base.Root
      key={item.id}
      toast={item}
      className="rounded-lg bg-raised p-3 shadow-popup transition-[opacity,transform] data-ending-style:opacity-0 data-limited:hidden data-starting-style:translate-y-3 data-starting-style:opacity-0"
    >
      <Base.Content className="flex items-start gap-2.5">
        {item.type === "error" ? (
          <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-bad" />
        ) : (
          <CircleCheck aria-hidden className="mt-0.5 size-4 shrink-0 text-good" />
        )}
        <div className="min-w-0 flex-1 wrap-anywhere">
          <Base.Title className="text-sm font-medium" />
          <Base.Description className="text-xs text-ink-muted" />
        </div>
        <Base.Close
          aria-label="Dismiss"
          className={buttonStyle({ variant: "ghost", size: "icon-sm", className: "-m-1" })}
        >
          <X aria-hidden />
        </Base.Close>
      </Base.Content>
    </Base.Root>
  ));
}
