import { type Socket, connect } from "node:net";

/** Where PostgreSQL listens, as postgres.js hands it to whoever makes its sockets. */
interface Target {
  host: readonly string[];
  port: readonly number[];
  /** A Unix socket's; false when there is none. */
  path: string | false;
}

/** How long PostgreSQL may take to answer a greeting, which needs no work of it. */
const patienceMs = 2_000;
/** How long to wait before a silent PostgreSQL is greeted again. */
const pauseMs = 500;
/** PostgreSQL's SSLRequest: answered with one letter, before anybody signs in. */
const greeting = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]);

function dial({ host: [host = "localhost"], port: [port = 5432], path }: Target): Socket {
  const socket = path ? connect(path) : connect(port, host);
  // Postgres.js names them in its errors, and TLS the host.
  return Object.assign(socket, { host, port });
}

/** Whether a server takes connections, or lets them be tried, without a word. One that refuses isn't silent. */
function isSilent(target: Target): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = dial(target);
    const timer = setTimeout(() => tell(true), patienceMs);
    const tell = (silent: boolean): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(silent);
    };
    socket.once("connect", () => socket.write(greeting));
    socket.once("data", () => tell(false));
    socket.once("close", () => tell(false));
    socket.on("error", () => tell(false));
  });
}

/**
 * The sockets of a pool. A server that is frozen, or behind a network that swallows everything, never
 * answers and never hangs up either: postgres.js would wait for ever.
 */
export class DatabaseLink {
  private readonly sockets = new Set<Socket>();
  private target: Target | undefined;
  private silent = false;
  private checking = false;
  private closed = false;

  /** Connections that are open, or being opened. */
  get connections(): number {
    return this.sockets.size;
  }

  /** Makes a socket for postgres.js, which waits until it is connected. */
  readonly open = (target: Target): Socket => {
    this.target = target;
    const socket = dial(target);
    this.sockets.add(socket);
    socket.once("close", () => this.sockets.delete(socket));
    // Postgres.js tries again without a pause, and never tells, when it is hung up on at once.
    socket.once("end", () => {
      if (socket.bytesRead === 0) socket.destroy(hungUp());
    });
    if (this.silent) cut(socket);
    return socket;
  };

  /**
   * Finds out whether the server is silent. If so, whatever waits for it fails, and whatever asks it
   * fails at once, until it speaks again. A statement that takes long is no sign of silence.
   */
  async check(): Promise<void> {
    if (this.checking || !this.target) return;
    this.checking = true;
    while (!this.closed && (await isSilent(this.target))) {
      this.silent = true;
      for (const socket of this.sockets) cut(socket);
      await new Promise((resolve) => setTimeout(resolve, pauseMs).unref());
    }
    this.silent = false;
    this.checking = false;
  }

  /** Ends the watch. */
  close(): void {
    this.closed = true;
  }
}

function cut(socket: Socket): void {
  // Postgres.js listens to a new socket a moment later only.
  setImmediate(() => {
    // Under TLS it listens to the socket on top.
    socket.on("error", () => {});
    socket.destroy(Object.assign(new Error("PostgreSQL is silent."), { code: "ETIMEDOUT" }));
  });
}

const hungUp = (): Error =>
  Object.assign(new Error("PostgreSQL hung up without a word."), { code: "ECONNRESET" });
