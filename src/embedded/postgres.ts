import { createHash } from "node:crypto";
import {
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import type { DataFolder } from "./data-folder.js";
import { endProcess, identify } from "./process-identity.js";
import { findPostgres, isReachable, preparePostgres } from "./programs.js";
import { ProgramRun } from "./program-run.js";
import { type Child, ServerProcess, findFreePort } from "./server-process.js";

const major = "18";

/** What {@link startPostgres} is given. */
export interface PostgresOptions {
  folder: DataFolder;
  /** Whether a commit must survive a power cut. Tests don't need that. */
  durable: boolean;
  log: (line: string) => void;
  note: (line: string) => void;
  onChange: () => void;
  onCreate: (child: Child) => void;
}

interface User {
  uid: number;
  gid: number;
}

/** PostgreSQL refuses to run as root: the user to run it as then. */
function unprivilegedUser(): User | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const accounts = readFileSync("/etc/passwd", "utf8").split("\n");
  for (const name of ["postgres", "nobody"]) {
    const [, , uid, gid] = accounts.find((line) => line.startsWith(`${name}:`))?.split(":") ?? [];
    if (uid && gid) return { uid: Number(uid), gid: Number(gid) };
  }
  throw new Error(
    "PostgreSQL doesn't run as root, and this system has neither a user postgres nor nobody. " +
      "Start as an ordinary user, or set DATABASE_URL.",
  );
}

/** Where the server's files are: beside the data, unless the user it runs as can't get there. */
function chooseHome(
  folder: DataFolder,
  user: User | undefined,
  note: (line: string) => void,
): string {
  if (!user || isReachable(folder.path)) return folder.path;
  const name = createHash("sha256").update(folder.path).digest("hex").slice(0, 12);
  const home = join("/var/lib/lardomsbanken", name);
  const reason = `PostgreSQL can't run as root and no other user can enter ${folder.path}`;
  try {
    mkdirSync(home, { recursive: true, mode: 0o755 });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new Error(
      `DATA_DIR: ${reason}; ${home} can't be made either (${code}). ` +
        "Choose a folder that others can enter, or start as an ordinary user.",
      { cause: error },
    );
  }
  note(`${reason}: its data is in ${home}`);
  return home;
}

/** Makes the database cluster; one that was interrupted is made again. */
async function initialise(
  programs: string,
  data: string,
  password: string,
  user: User | undefined,
  { onChange, onCreate }: Pick<PostgresOptions, "onChange" | "onCreate">,
): Promise<void> {
  const unfinished = `${data}.unfinished`;
  const passwordFile = `${data}.password`;
  rmSync(unfinished, { recursive: true, force: true });
  rmSync(passwordFile, { force: true });
  mkdirSync(unfinished, { recursive: true, mode: 0o700 });
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (user) for (const path of [unfinished, passwordFile]) chownSync(path, user.uid, user.gid);
  const args = ["-D", unfinished, "-U", "lardomsbanken", "-A", "scram-sha-256"];
  args.push("--pwfile", passwordFile, "-E", "UTF8", "--locale-provider=icu");
  args.push("--icu-locale=sv-SE", "--locale=C", "--no-instructions");
  const program = join(programs, "bin", "initdb");
  const initdb = new ProgramRun({ program, args, cwd: unfinished, user, onChange });
  try {
    onCreate(initdb);
    await initdb.run();
    renameSync(unfinished, data);
  } catch (error) {
    const { message } = error as Error;
    throw new Error(`DATA_DIR: PostgreSQL's data can't be made in ${data}:\n${message}`, {
      cause: error,
    });
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

/**
 * Sees to it that the data has the password that the data folder holds. Data outside of that folder
 * outlives it: who deletes the folder begins anew. What nobody has the password of is moved aside,
 * never removed.
 * @param isKept whether the password is an earlier start's
 */
function setAsideOthers(
  data: string,
  password: string,
  isKept: boolean,
  note: (line: string) => void,
): void {
  const ownerFile = `${data}.owner`;
  const owner = createHash("sha256").update(password).digest("hex");
  const known = existsSync(ownerFile) ? readFileSync(ownerFile, "utf8") : undefined;
  const isOwn = known === undefined ? isKept : known === owner;
  if (!isOwn && existsSync(data)) {
    const aside = `${data}.${new Date().toISOString().replaceAll(/[:.]/g, "-")}`;
    renameSync(data, aside);
    note(`The data folder and its password were deleted: the old database is kept in ${aside}`);
  }
  writeFileSync(ownerFile, owner, { mode: 0o600 });
}

/** Ends a server that still works on the data although nobody has written it down. */
async function endLeftServer(data: string): Promise<void> {
  const file = join(data, "postmaster.pid");
  if (!existsSync(file)) return;
  const pid = Number(readFileSync(file, "utf8").split("\n")[0]);
  const left = Number.isInteger(pid) && pid > 0 ? identify(pid) : undefined;
  if (left && isPostgresOn(left.pid, data)) await endProcess(left, "SIGINT");
  // Another program may have got the pid since: PostgreSQL would take it for the server.
  rmSync(file, { force: true });
}

function isPostgresOn(pid: number, data: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0").includes(data);
  } catch {
    return false;
  }
}

/**
 * Starts PostgreSQL on the data folder; the first time, its data is made.
 * @returns the address to connect to, with the password
 */
export async function startPostgres(options: PostgresOptions): Promise<string> {
  const { folder, durable, log, note, onChange, onCreate } = options;
  const found = findPostgres();
  if (!found) {
    throw new Error(
      `There is no embedded PostgreSQL for ${process.platform} ${process.arch}: set DATABASE_URL.`,
    );
  }
  const user = unprivilegedUser();
  const home = chooseHome(folder, user, note);
  const programs = preparePostgres(found, user !== undefined, join(home, "programs"));
  const data = join(home, "postgres");
  const isKept = folder.hasCredentials();
  const { postgresPassword } = folder.credentials();
  await endLeftServer(data);
  setAsideOthers(data, postgresPassword, isKept, note);
  if (!existsSync(join(data, "PG_VERSION"))) {
    await initialise(programs, data, postgresPassword, user, { onChange, onCreate });
  }
  const version = readFileSync(join(data, "PG_VERSION"), "utf8").trim();
  if (version !== major) {
    throw new Error(
      `DATA_DIR: ${data} was written by PostgreSQL ${version}, this is ${major}. ` +
        "Move it away, or dump it with the old version and set DATABASE_URL to a newer server.",
    );
  }
  const port = await findFreePort();
  const settings = {
    listen_addresses: "127.0.0.1",
    port,
    unix_socket_directories: "",
    max_connections: 100,
    shared_buffers: "128MB",
    timezone: "UTC",
    log_timezone: "UTC",
    jit: "off",
    ...(durable ? {} : { fsync: "off", synchronous_commit: "off", full_page_writes: "off" }),
  };
  const server = new ServerProcess({
    name: "PostgreSQL",
    program: join(programs, "bin", "postgres"),
    args: [
      "-D",
      data,
      ...Object.entries(settings).flatMap(([key, value]) => ["-c", `${key}=${value}`]),
    ],
    env: { PATH: process.env["PATH"], LC_ALL: "C" },
    cwd: data,
    user,
    logFile: folder.logFile("postgresql"),
    // Fast shutdown: clients are cut off, nothing committed is lost.
    signal: "SIGINT",
    isReady: async () => {
      if (!readdirSync(data).includes("postmaster.pid")) return false;
      const lines = readFileSync(join(data, "postmaster.pid"), "utf8").split("\n");
      return lines[7]?.trim() === "ready";
    },
    startLimitMs: 60_000,
    log,
    onChange,
  });
  onCreate(server);
  await server.start();
  return `postgres://lardomsbanken:${postgresPassword}@127.0.0.1:${port}/postgres`;
}
