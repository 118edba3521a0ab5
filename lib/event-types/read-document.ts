import { LineCounter, parseDocument } from "yaml";
import { AppError } from "#lib/errors/app-error";
import { parseJson } from "#lib/json/parse-json";

/** Of anchors that repeat anchors: a few lines may stand for gigabytes. */
const MAX_ALIASES = 100;

/**
 * Reads a file that is JSON or YAML 1.2.
 *
 * @throws {AppError} `invalid_input` at `document`, with the place of the mistake
 */
export function readDocument(text: string): unknown {
  return refusing(() => (/^\s*[{[]/.test(text) ? parseJson(text) : readYaml(text)));
}

function readYaml(text: string): unknown {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const [mistake] = document.errors;
  if (!mistake) return document.toJS({ maxAliasCount: MAX_ALIASES });
  const { line, col } = lines.linePos(mistake.pos[0]);
  throw new Error(`is not valid YAML: ${mistake.message} (line ${line}, column ${col})`);
}

function refusing(read: () => unknown): unknown {
  try {
    return read();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new AppError("invalid_input", `document: ${message}`, { errors: [{ path: "document", message }] });
  }
}
