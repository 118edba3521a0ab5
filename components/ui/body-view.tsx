"use client";

import { useState } from "react";
import { Button } from "#components/ui/button";
import { CodeBlock } from "#components/ui/code-block";
import { DownloadButton } from "#components/ui/download-button";
import { prettyJson } from "#lib/json/pretty";

/** A request's or answer's body as text, as it came or (JSON) indented. Never interpreted. */
export function BodyView(props: {
  body: string;
  label: string;
  encoding?: "utf-8" | "base64";
  note?: string | undefined;
  /** What it is called as a file. Without, it can't be saved as one. */
  fileName?: string;
  empty?: string;
}) {
  const { body, label, encoding = "utf-8" } = props;
  const pretty = encoding === "utf-8" ? prettyJson(body) : body;
  const [raw, setRaw] = useState(false);
  if (body === "") return <p className="text-xs text-ink-muted">{props.empty ?? "Empty."}</p>;
  return (
    <div className="grid gap-1.5">
      <CodeBlock code={raw ? body : pretty} label={label} />
      <div className="flex flex-wrap items-center gap-2 text-xs text-ink-muted">
        {pretty !== body && (
          <Button variant="ghost" size="sm" className="-ml-2" aria-pressed={raw} onClick={() => setRaw(!raw)}>
            {raw ? "Show indented" : "Show exact bytes"}
          </Button>
        )}
        {props.fileName && (
          <DownloadButton
            variant="ghost"
            size="sm"
            className="-ml-2"
            fileName={props.fileName}
            content={encoding === "base64" ? bytesOf(body) : body}
            type="application/octet-stream"
          >
            Download
          </DownloadButton>
        )}
        {encoding === "base64" && <span>Not text: shown as base64.</span>}
        {props.note && <span>{props.note}</span>}
      </div>
    </div>
  );
}

const bytesOf = (base64: string) => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
