import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";

/** Spreads TCP connections over replicas, passing over those that are down; and can be cut off, as a network is. */
export class Balancer {
  readonly #server: Server;
  readonly #ports: number[];
  readonly #sockets = new Set<Socket>();
  #next = 0;
  #cut = false;
  /** Connections to each replica. */
  readonly served: number[];

  private constructor(ports: number[]) {
    this.#ports = ports;
    this.served = ports.map(() => 0);
    this.#server = createServer((socket) => this.#serve(socket, this.#ports.length));
  }

  static async listen(ports: number[]): Promise<Balancer> {
    const balancer = new Balancer(ports);
    balancer.#server.listen(0, "127.0.0.1");
    await once(balancer.#server, "listening");
    return balancer;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Ends every connection and refuses new ones until it is joined again. */
  cut(): void {
    this.#cut = true;
    for (const socket of this.#sockets) socket.destroy();
  }

  join(): void {
    this.#cut = false;
  }

  close(): void {
    this.cut();
    this.#server.close();
  }

  #serve(client: Socket, tries: number): void {
    client.on("error", () => client.destroy());
    if (this.#cut || tries === 0) {
      client.destroy();
      return;
    }
    this.#sockets.add(client);
    client.once("close", () => this.#sockets.delete(client));
    const index = this.#next++ % this.#ports.length;
    const replica = connect(this.#ports[index] as number, "127.0.0.1");
    let connected = false;
    replica.once("connect", () => {
      connected = true;
      this.served[index] = (this.served[index] ?? 0) + 1;
      client.pipe(replica).pipe(client);
    });
    replica.on("error", () => {
      if (connected) client.destroy();
      else this.#serve(client, tries - 1);
    });
    replica.once("close", () => connected && client.destroy());
    client.once("close", () => replica.destroy());
  }
}
