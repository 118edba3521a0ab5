"use client";

import { Download } from "lucide-react";
import { Button } from "#components/ui/button";

/** Saves a text that the page has already as a file. */
export function DownloadButton(props: { fileName: string; text: string; children: React.ReactNode }) {
  function save() {
    const url = URL.createObjectURL(new Blob([props.text], { type: "application/json" }));
    const link = Object.assign(document.createElement("a"), { href: url, download: props.fileName });
    link.click();
    URL.revokeObjectURL(url);
  }
  return (
    <Button onClick={save}>
      <Download aria-hidden /> {props.children}
    </Button>
  );
}
