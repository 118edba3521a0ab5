import { type CsvValue, csvLine } from "#lib/export/csv";

export const EXPORT_FORMATS = ["csv", "ndjson"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** A file that is made while it is sent. */
export interface ExportFile {
  filename: string;
  contentType: string;
  body: ReadableStream<Uint8Array>;
}

/** A column of the CSV. */
export interface Column<Row> {
  name: string;
  value: (row: Row) => CsvValue;
}

/**
 * Turns pages of rows into a CSV or NDJSON file, page by page as the reader takes them, so that a log of any length
 * needs the memory of one page.
 *
 * @param columns of the CSV, in their order; NDJSON has the rows as they are
 */
export function exportFile<Row>(
  { format, name, columns }: { format: ExportFormat; name: string; columns: readonly Column<Row>[] },
  pages: AsyncIterator<Row[]>,
): ExportFile {
  const encoder = new TextEncoder();
  const line =
    format === "csv"
      ? (row: Row) => csvLine(columns.map(({ value }) => value(row)))
      : (row: Row) => `${JSON.stringify(row)}\n`;
  const body = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        if (format === "csv") controller.enqueue(encoder.encode(csvLine(columns.map(({ name }) => name))));
      },
      async pull(controller) {
        const { done, value } = await pages.next();
        if (done) return controller.close();
        controller.enqueue(encoder.encode(value.map(line).join("")));
      },
      async cancel() {
        await pages.return?.();
      },
    },
    { highWaterMark: 1 },
  );
  return {
    filename: `${name}-${new Date().toISOString().slice(0, 19).replaceAll(":", "")}Z.${format}`,
    contentType: format === "csv" ? "text/csv; charset=utf-8" : "application/x-ndjson",
    body,
  };
}
