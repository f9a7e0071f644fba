import { isAbandoned } from "./parent-process.js";

/** Tells the operator a line. */
export const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

/** What a command is given to end properly. */
export interface Run {
  /** Aborted when the process is to end: whatever is being started must give up. */
  signal: AbortSignal;
  /** Resolves when the process is to end. */
  toldToEnd: Promise<void>;
  /** Has something ended when the command is through or must end: what was started last comes first. */
  onEnd: (stop: () => Promise<unknown>) => void;
}

/** How long a command that was told to end may take after everything it has started is gone. */
const patienceMs = 10_000;

/** How often is looked whether npm, which passes signals on, is still there. */
const parentCheckMs = 500;

/** The message of a failure on stderr; with LOG_LEVEL=debug the stack too. */
function report(error: unknown, prefix = ""): void {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`${prefix}${message}\n`);
  if (process.env["LOG_LEVEL"] === "debug" && error instanceof Error) {
    process.stderr.write(`${error.stack}\n`);
  }
  process.exitCode = 1;
}

/**
 * Runs a command of the terminal to its end, or until Ctrl-C, SIGTERM, the closing of the terminal or
 * the death of the npm that runs it; then what it has started is ended. A failure becomes its message on stderr and exit code 1.
 */
export async function runCommand(command: (run: Run) => Promise<void>): Promise<void> {
  const ending = new AbortController();
  const { signal } = ending;
  const toldToEnd = new Promise<void>((resolve) => {
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
  // Whoever reads what is written may go away: that is no reason to end.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});
  const end = (): void => {
    if (!signal.aborted) say("\nStopping …");
    ending.abort();
  };
  // Npm passes Ctrl-C on to a process that has had it already: more than one is normal.
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(name, end);
  const watch = setInterval(() => isAbandoned() && end(), parentCheckMs).unref();
  // A rejection that nobody handles comes here too.
  process.on("uncaughtException", (error) => {
    report(error, "Ended by an unexpected error: ");
    ending.abort();
  });

  const stops: (() => Promise<unknown>)[] = [];
  const stopAll = async (): Promise<void> => {
    for (let stop = stops.pop(); stop; stop = stops.pop()) await stop().catch(report);
  };
  const onEnd = (stop: () => Promise<unknown>): void => void stops.push(stop);
  const running = command({ signal, toldToEnd, onEnd }).catch((error: unknown) => {
    // Who is told to end while it starts has every reason to fail.
    if (!signal.aborted) report(error);
  });
  await Promise.race([running, toldToEnd]);
  await stopAll();
  await atMost(patienceMs, running);
  await stopAll();
  clearInterval(watch);
  if (signal.aborted) process.exit();
}

/** Waits for something, but not for ever. */
export async function atMost(milliseconds: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  await Promise.race([work, limit]).finally(() => clearTimeout(timer));
}
