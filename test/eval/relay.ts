import { type Socket, connect, createServer } from "node:net";

/** Passes connections on to a server as long as it isn't cut. */
export interface Relay {
  url: string;
  /** From now on the server can't be reached; what is under way breaks off. */
  cut(): void;
  /** From now on it can be reached again. */
  mend(): void;
  close(): Promise<void>;
}

/** Stands between us and a server, so that it can fail in the middle of something. */
export async function startRelay(target: string): Promise<Relay> {
  const { hostname, port } = new URL(target);
  const open = new Set<Socket>();
  let isCut = false;
  const hold = (socket: Socket): void => {
    open.add(socket);
    socket.on("close", () => open.delete(socket));
    // A broken connection is what a relay is for.
    socket.on("error", () => {});
  };
  const server = createServer((client) => {
    hold(client);
    if (isCut) return void client.destroy();
    const upstream = connect(Number(port), hostname);
    hold(upstream);
    client.pipe(upstream).pipe(client);
    client.on("close", () => upstream.destroy());
    upstream.on("close", () => client.destroy());
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("No port.");
  const breakOff = (): void => {
    for (const socket of open) socket.destroy();
  };
  return {
    url: `http://127.0.0.1:${address.port}`,
    cut() {
      isCut = true;
      breakOff();
    },
    mend() {
      isCut = false;
    },
    async close() {
      breakOff();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
