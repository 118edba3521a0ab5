// Preloaded into web and worker: answers what the process took since it was last asked.
import { monitorEventLoopDelay } from "node:perf_hooks";

const SAMPLE_MS = 250;

// Children of theirs inherit the flag that loads this file, but are not asked.
if (process.send && process.ppid === Number(process.env.POSTHORN_SUPERVISOR)) {
  const delay = monitorEventLoopDelay({ resolution: 10 });
  let rssBytes = 0;
  const sample = () => {
    rssBytes = Math.max(rssBytes, process.memoryUsage.rss());
  };
  delay.enable();
  setInterval(sample, SAMPLE_MS).unref();
  process.on("message", (message) => {
    if (message?.type !== "vitals") return;
    sample();
    process.send({ type: "vitals", rssBytes, delayP99Ms: delay.percentile(99) / 1e6, samples: delay.count });
    delay.reset();
    rssBytes = 0;
  });
  process.channel?.unref();
}
