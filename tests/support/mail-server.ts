import { createServer, type Socket } from "node:net";
import { afterAll } from "vitest";

interface ReceivedMail {
  to: string[];
  text: string;
}

/** As much of RFC 5321 as a client needs; it remembers what it got. */
export function startMailServer() {
  const mails: ReceivedMail[] = [];
  const state = { refuse: false };
  const server = createServer((socket: Socket) => {
    let to: string[] = [];
    let data: string | null = null;
    let rest = "";
    const say = (line: string) => socket.write(`${line}\r\n`);
    const take = (line: string) => {
      if (data !== null) {
        if (line !== ".") {
          data += `${line}\n`;
          return;
        }
        mails.push({ to, text: data });
        [to, data] = [[], null];
        return say("250 kept");
      }
      if (/^(EHLO|HELO)/i.test(line)) return say("250 test");
      if (/^MAIL/i.test(line)) return say(state.refuse ? "451 later" : "250 ok");
      if (/^RCPT/i.test(line)) {
        to.push(/<(.+)>/.exec(line)?.[1] ?? "");
        return say("250 ok");
      }
      if (/^DATA/i.test(line)) {
        data = "";
        return say("354 go on");
      }
      if (/^QUIT/i.test(line)) return socket.end("221 bye\r\n");
      return say("250 ok");
    };
    say("220 test");
    socket.on("error", () => {});
    socket.on("data", (chunk) => {
      const lines = (rest + chunk).split("\r\n");
      rest = lines.pop() ?? "";
      lines.forEach(take);
    });
  });
  return new Promise<{ port: number; mails: ReceivedMail[]; state: typeof state }>((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      resolve({ port: typeof address === "object" && address ? address.port : 0, mails, state });
    });
    afterAll(() => void server.close());
  });
}
