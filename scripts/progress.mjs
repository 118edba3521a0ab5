// Progress for people: one aligned line per finished step, and what is being done now while a step takes its time.
const NAME_WIDTH = 14;
/** Without a terminal nothing can be overwritten, so only slow steps are announced. */
const ANNOUNCE_AFTER_MS = 2_000;

/** @param {NodeJS.WriteStream} out */
export function createProgress(out = process.stdout) {
  /** @type {string[]} */
  const active = [];
  const now = () => {
    if (out.isTTY && active.length > 0) out.write(`· ${active.at(-1)} …`);
  };
  const line = (text) => {
    if (out.isTTY) out.write("\r\x1b[K");
    out.write(`${text}\n`);
    now();
  };

  return {
    line,
    /** Runs `work`; a text it returns is shown after the duration. */
    async step(name, work) {
      const start = performance.now();
      active.push(name);
      if (out.isTTY) {
        out.write("\r\x1b[K");
        now();
      }
      const announce = out.isTTY ? undefined : setTimeout(() => line(`· ${name} …`), ANNOUNCE_AFTER_MS);
      const finish = (mark, note) => {
        clearTimeout(announce);
        active.splice(active.indexOf(name), 1);
        const seconds = ((performance.now() - start) / 1000).toFixed(1);
        line(`${mark} ${name.padEnd(NAME_WIDTH)}${seconds.padStart(6)} s${note ? `  ${note}` : ""}`);
      };
      try {
        const note = await work();
        finish("✓", typeof note === "string" ? note : "");
        return note;
      } catch (error) {
        finish("✗");
        throw error;
      }
    },
  };
}
