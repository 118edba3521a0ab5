import { Download } from "lucide-react";
import { buttonStyle } from "#components/ui/button";
import { EXPORT_FORMATS, type ExportFormat } from "#lib/export/export-file";

/** Downloads of all that a page's filters choose, one per format. */
export function ExportLinks({ href }: { href: (format: ExportFormat) => string }) {
  return EXPORT_FORMATS.map((format) => (
    <a key={format} href={href(format)} download className={buttonStyle()}>
      <Download aria-hidden /> {format.toUpperCase()}
    </a>
  ));
}
