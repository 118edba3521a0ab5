import "server-only";
import type { ExportFile } from "#lib/export/export-file";

/** Answers with a file that is made while it is sent. What people have typed is in it: whatever opens it shall run nothing. */
export function fileResponse({ filename, contentType, body }: ExportFile): Response {
  return new Response(body, {
    headers: {
      "cache-control": "private, no-store",
      "content-type": contentType,
      "content-disposition": `attachment; filename="${filename}"`,
      "content-security-policy": "sandbox; default-src 'none'",
    },
  });
}
