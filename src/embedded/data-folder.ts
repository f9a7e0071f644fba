import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type ProcessIdentity, endProcess, identify, isRunning } from "./process-identity.js";

/** Passwords of the embedded servers; made once, kept for their owner's eyes only. */
export interface Credentials {
  postgresPassword: string;
  meiliKey: string;
}

/** Who uses a data folder, which processes it has started, and where they can be reached. */
export interface Occupancy {
  owner: ProcessIdentity;
  children: ProcessIdentity[];
  databaseUrl?: string;
  meili?: { url: string; apiKey: string };
}

const writePrivately = (file: string, content: object): void => {
  const temporary = `${file}.${process.pid}`;
  writeFileSync(temporary, JSON.stringify(content), { mode: 0o600 });
  renameSync(temporary, file);
};

/** Reads a file of ours; one that a crash has left half-written counts as absent. */
function readOwn<Content>(file: string): Content | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Content;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || error instanceof SyntaxError) return undefined;
    throw new Error(`DATA_DIR: ${file} can't be read (${code}). Run as the user who owns it.`, {
      cause: error,
    });
  }
}

/** The data folder and the files in it that say who uses it. */
export class DataFolder {
  readonly path: string;
  private readonly occupancyFile: string;
  private readonly credentialsFile: string;

  constructor(path: string) {
    this.path = path;
    this.occupancyFile = join(path, "running.json");
    this.credentialsFile = join(path, "credentials.json");
    try {
      mkdirSync(join(path, "logs"), { recursive: true });
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      throw new Error(`DATA_DIR: ${path} can't be written (${code}). Choose another folder.`, {
        cause: error,
      });
    }
  }

  /** The file that a server's output goes to. */
  logFile(server: string): string {
    return join(this.path, "logs", `${server}.log`);
  }

  /** Who uses the folder now; undefined when nobody does. */
  occupant(): Occupancy | undefined {
    const occupancy = readOwn<Occupancy>(this.occupancyFile);
    return occupancy && isRunning(occupancy.owner) ? occupancy : undefined;
  }

  /**
   * Makes this process the folder's only user. What a user that was killed has left running is ended.
   * @throws when another process uses it
   */
  async occupy(): Promise<void> {
    this.refuseOther();
    const left = readOwn<Occupancy>(this.occupancyFile)?.children ?? [];
    this.record({ children: left });
    // Another process may have looked at the same moment: the last one that wrote has the folder.
    await new Promise((resolve) => setTimeout(resolve, 50));
    this.refuseOther();
    await Promise.all(left.map((child) => endProcess(child, "SIGINT")));
    this.record({ children: [] });
  }

  private refuseOther(): void {
    const owner = this.occupant()?.owner;
    if (!owner || owner.pid === process.pid) return;
    throw new Error(
      `DATA_DIR: ${this.path} is in use by process ${owner.pid}. ` +
        "Stop that one, or choose another folder, for example DATA_DIR=.data2 npm start",
    );
  }

  /**
   * Writes down what runs now, for whoever comes after a crash.
   * @throws a message for the operator when the folder is gone
   */
  record(occupancy: Omit<Occupancy, "owner">): void {
    try {
      writePrivately(this.occupancyFile, { ...occupancy, owner: identify(process.pid) });
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      const what =
        code === "ENOENT" ? "was deleted while it was in use" : `can't be written (${code})`;
      throw new Error(`DATA_DIR: ${this.path} ${what}. Start again.`, { cause: error });
    }
  }

  /** Gives the folder free. */
  leave(): void {
    rmSync(this.occupancyFile, { force: true });
  }

  /** Whether an earlier start has made passwords that are still there. */
  hasCredentials(): boolean {
    return readOwn<Credentials>(this.credentialsFile) !== undefined;
  }

  /** The servers' passwords; made at the first call. */
  credentials(): Credentials {
    const kept = readOwn<Credentials>(this.credentialsFile);
    if (kept) return kept;
    const made = {
      postgresPassword: randomBytes(24).toString("base64url"),
      meiliKey: randomBytes(24).toString("base64url"),
    };
    writePrivately(this.credentialsFile, made);
    return made;
  }
}
