"use client";

import { Download } from "lucide-react";
import type { ComponentProps } from "react";
import { Button } from "#components/ui/button";

interface Props extends Omit<ComponentProps<typeof Button>, "onClick" | "content" | "type"> {
  fileName: string;
  content: string | Uint8Array<ArrayBuffer>;
  /** Default JSON. What a stranger has sent is `application/octet-stream`, which no browser opens. */
  type?: string;
}

/** Saves what the page has already as a file. */
export function DownloadButton({ fileName, content, type = "application/json", children, ...button }: Props) {
  function save() {
    const url = URL.createObjectURL(new Blob([content], { type }));
    const link = Object.assign(document.createElement("a"), { href: url, download: fileName });
    link.click();
    URL.revokeObjectURL(url);
  }
  return (
    <Button {...button} onClick={save}>
      <Download aria-hidden /> {children}
    </Button>
  );
}
