"use client";

import { PageError } from "#components/shell/page-error";
import "./globals.css";

/** Where even the frame of all pages failed. */
export default function GlobalError(props: React.ComponentProps<typeof PageError>) {
  return (
    <html lang="en">
      <body>
        <title>Posthorn</title>
        <PageError {...props} />
      </body>
    </html>
  );
}
