import { type SearchLog, messageOf } from "./search-log.js";

const longestWaitMs = 5_000;

/**
 * Does a piece of work again and again: at once while there is more, else when it is woken or the
 * poll interval has passed. Errors are logged once per outage and slow it down; they never end it.
 */
export class Loop {
  private readonly name: string;
  private readonly pollMs: number;
  private readonly log: SearchLog;
  private readonly work: () => Promise<boolean>;
  private running = false;
  private woken = false;
  private failures = 0;
  private finished: Promise<void> = Promise.resolve();
  private endWait: () => void = () => {};

  /**
   * @param work resolves to whether there is more to do
   */
  constructor(name: string, pollMs: number, log: SearchLog, work: () => Promise<boolean>) {
    this.name = name;
    this.pollMs = pollMs;
    this.log = log;
    this.work = work;
  }

  start(): void {
    this.running = true;
    this.finished = this.run();
  }

  /** Ends the wait; while work is under way, another round follows. */
  wake(): void {
    this.woken = true;
    if (this.failures === 0) this.endWait();
  }

  /** Resolves when the work under way has ended. */
  stop(): Promise<void> {
    this.running = false;
    this.endWait();
    return this.finished;
  }

  private async run(): Promise<void> {
    while (this.running) {
      this.woken = false;
      let more = false;
      try {
        more = await this.work();
        if (this.failures > 0) this.log.info({}, `search ${this.name}: works again`);
        this.failures = 0;
      } catch (error) {
        if (this.failures === 0 && this.running) {
          this.log.warn({ error: messageOf(error) }, `search ${this.name}: failed, trying again`);
        }
        this.failures += 1;
      }
      if (!this.running) return;
      if (this.failures > 0) await this.wait(Math.min(100 * 2 ** this.failures, longestWaitMs));
      else if (!more && !this.woken) await this.wait(this.pollMs);
    }
  }

  private async wait(milliseconds: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.endWait = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.endWait = () => {};
  }
}
