"use client";

import { Upload } from "lucide-react";
import { useRef } from "react";
import { Button } from "#components/ui/button";
import { toast } from "#components/ui/toast";

/** What a server action takes; larger files go through the API. */
const MAX_BYTES = 900_000;

interface Props {
  label: string;
  accept: string;
  /** The name of the file that was chosen. */
  file?: string | undefined;
  onRead: (file: { name: string; text: string }) => void;
}

/** Reads a text file in the browser. */
export function FileField({ label, accept, file, onRead }: Props) {
  const input = useRef<HTMLInputElement>(null);

  async function read(chosen: File | undefined) {
    if (!chosen) return;
    if (chosen.size > MAX_BYTES) {
      toast.error("The file is too large", "It may have 900 KB here. Larger ones can be sent through the API.");
      return;
    }
    onRead({ name: chosen.name, text: await chosen.text() });
  }

  return (
    <div className="flex min-w-0 flex-wrap items-center gap-2">
      <Button onClick={() => input.current?.click()}>
        <Upload aria-hidden /> {file ? "Choose another file" : "Choose a file"}
      </Button>
      <input
        ref={input}
        type="file"
        accept={accept}
        aria-label={label}
        className="sr-only"
        tabIndex={-1}
        onChange={(event) => {
          void read(event.target.files?.[0]);
          // So that the same file can be read again after it was changed.
          event.target.value = "";
        }}
      />
      {file && <span className="truncate text-xs text-ink-muted">{file}</span>}
    </div>
  );
}
