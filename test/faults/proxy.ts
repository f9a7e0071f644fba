import { type Server, type Socket, connect, createServer } from "node:net";

/** A way to a server that can be slow, or be cut. */
export interface Proxy {
  port: number;
  /** Milliseconds by which everything is late, each way. */
  delayMs: number;
  /** Cuts every connection now; new ones can be made at once. */
  cut(): number;
  close(): Promise<void>;
}

/** Opens a way to a port of this machine. */
export async function openProxy(targetPort: number): Promise<Proxy> {
  const pairs = new Set<readonly [Socket, Socket]>();
  const proxy: Proxy = {
    port: 0,
    delayMs: 0,
    cut() {
      const cut = pairs.size;
      for (const pair of pairs) for (const socket of pair) socket.destroy();
      pairs.clear();
      return cut;
    },
    close: () =>
      new Promise((resolve) => {
        proxy.cut();
        server.close(() => resolve());
      }),
  };
  const forward = (from: Socket, to: Socket): void => {
    // In order, whatever the delay becomes meanwhile.
    let before = Promise.resolve();
    const pass = (send: () => void): void => {
      const due = new Promise<void>((resolve) => {
        setTimeout(resolve, proxy.delayMs);
      });
      before = before.then(() => due).then(send);
    };
    from.on("data", (data) => pass(() => void (to.writable && to.write(data))));
    from.on("end", () => pass(() => void to.end()));
    from.on("error", () => {});
    from.on("close", () => pass(() => void to.destroy()));
  };
  const server: Server = createServer((near) => {
    const far = connect(targetPort, "127.0.0.1");
    const pair = [near, far] as const;
    pairs.add(pair);
    near.once("close", () => pairs.delete(pair));
    forward(near, far);
    forward(far, near);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (typeof address === "object" && address) proxy.port = address.port;
  return proxy;
}
