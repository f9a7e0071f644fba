/** Where the search reports to; a pino logger is one. */
export interface SearchLog {
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
}

/** The message of whatever was thrown, without its stack. */
export const messageOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).slice(0, 1_000);
