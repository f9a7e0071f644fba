import { Agent, type IncomingMessage, type ServerResponse, createServer, request } from "node:http";

/** Milliseconds between two questions whether a process is ready. */
const intervalMs = 200;

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, intervalMs));

/** Hands requests to the processes that are ready, as an operator's balancer does; repeats none. */
export interface Balancer {
  url: string;
  /** Resolves when the process is ready and gets requests. */
  add(upstream: string): Promise<void>;
  remove(upstream: string): void;
  close(): Promise<void>;
}

/** Opens a balancer without any process behind it. */
export async function openBalancer(): Promise<Balancer> {
  const upstreams = new Map<string, boolean>();
  const agent = new Agent({ keepAlive: true });
  let turn = 0;
  const forward = (incoming: IncomingMessage, outgoing: ServerResponse): void => {
    const ready = [...upstreams].flatMap(([upstream, isReady]) => (isReady ? [upstream] : []));
    const upstream = ready[(turn += 1) % ready.length];
    if (upstream === undefined) {
      outgoing.writeHead(503).end("Nobody is ready.");
      return;
    }
    const { method, headers } = incoming;
    const asking = request(upstream + incoming.url, { agent, method, headers }, (reply) => {
      const { connection: _own, ...passed } = reply.headers;
      outgoing.writeHead(reply.statusCode ?? 502, passed);
      reply.pipe(outgoing);
    });
    asking.on("error", (error) => {
      if (!outgoing.headersSent) outgoing.writeHead(502);
      outgoing.end(String(error));
    });
    incoming.pipe(asking);
  };
  const isReady = (upstream: string): Promise<boolean> =>
    fetch(`${upstream}/readyz`, { signal: AbortSignal.timeout(2_000) }).then(
      ({ ok }) => ok,
      () => false,
    );
  /** One question at a time: an old answer must not follow a new one. */
  const watch = async (upstream: string): Promise<void> => {
    while (upstreams.has(upstream)) {
      const ready = await isReady(upstream);
      if (upstreams.has(upstream)) upstreams.set(upstream, ready);
      await pause();
    }
  };
  // Never hangs up on a client that may be sending: what fails is to be the processes' doing.
  const server = createServer({ keepAliveTimeout: 0 }, forward);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  return {
    url: `http://127.0.0.1:${port}`,
    async add(upstream) {
      upstreams.set(upstream, false);
      void watch(upstream);
      while (upstreams.get(upstream) === false) await pause();
    },
    remove: (upstream) => void upstreams.delete(upstream),
    async close() {
      upstreams.clear();
      agent.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
