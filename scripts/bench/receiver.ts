// A receiver that counts what it gets and answers 200 at once, or never, below /hang. GET answers and resets the count
// and the latencies.
import { createServer } from "node:http";

let count = 0;
let latencies: number[] = [];
/** The published moment, as milliseconds since 1970, in the bodies of the latency case. */
const SENT_AT = /"sentAt":(\d+)/;

const server = createServer((request, response) => {
  if (request.method === "GET") {
    response.end(JSON.stringify({ count, latencies }));
    if (request.url === "/reset") [count, latencies] = [0, []];
    return;
  }
  if (request.url?.startsWith("/hang")) {
    request.resume();
    return;
  }
  const receivedAt = Date.now();
  let body = "";
  request.on("data", (chunk) => {
    body += chunk;
  });
  request.on("end", () => {
    count++;
    const sentAt = SENT_AT.exec(body)?.[1];
    if (sentAt) latencies.push(receivedAt - Number(sentAt));
    response.end();
  });
});
server.keepAliveTimeout = 60_000;
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  process.send?.({ type: "ready", port: address && typeof address === "object" ? address.port : 0 });
});
process.on("disconnect", () => process.exit(0));
