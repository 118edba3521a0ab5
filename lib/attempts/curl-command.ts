/** Belongs to the connection: curl makes its own. */
const OF_THE_CONNECTION = /^(host|connection|content-length|accept-encoding|transfer-encoding)$/i;

/**
 * A shell command that makes a request again. Everything is quoted, so that a pasted body runs nothing; `--data-raw` and
 * `--globoff` keep curl from reading a file that a body names, and from expanding brackets of a URL.
 */
export function curlCommand(
  url: string,
  headers: readonly (readonly [name: string, value: string])[],
  body: string,
): string {
  return [
    `curl --globoff -X POST ${quoted(url)}`,
    ...headers
      .filter(([name]) => !OF_THE_CONNECTION.test(name))
      .map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`),
    `--data-raw ${quoted(body)}`,
  ].join(" \\\n  ");
}

const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;
