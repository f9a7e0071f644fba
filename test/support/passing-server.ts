import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";

/** A server in front of another one. */
export interface PassingServer {
  url: string;
  /** How many requests it has passed on. */
  asked: () => number;
  /** Cuts all connections and answers no more; may be called again. */
  close: () => Promise<void>;
}

/** Passes requests on to a server, and counts them. */
export async function startPassing(target: string): Promise<PassingServer> {
  let asked = 0;
  const server = createServer((from, to) => {
    asked += 1;
    const { method, headers, url: path } = from;
    const passed = request(target + (path ?? ""), { method, headers }, (reply) => {
      to.writeHead(reply.statusCode ?? 500, reply.headers);
      reply.pipe(to);
    });
    passed.on("error", () => to.destroy());
    from.pipe(passed);
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked: () => asked,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
