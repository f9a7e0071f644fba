import { readFileSync } from "node:fs";

const first = process.ppid;

/** The session of a process, on Linux; undefined elsewhere, or when there is none. */
function sessionOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name, in parentheses, may hold spaces: the fields are counted from its end.
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[3];
  } catch {
    return undefined;
  }
}

/**
 * Whether npm runs this process and is gone: killed, or ended by itself because nobody reads what it
 * writes (`npm start | head -1`). It passes no signal on then, and whoever sees npm end takes all for
 * ended. A process that npm doesn't run is never abandoned: it may outlive its shell.
 */
export function isAbandoned(): boolean {
  // The scripts whose process takes the shell's place, which makes npm its parent, begin with exec.
  if (!process.env["npm_lifecycle_script"]?.startsWith("exec ")) return false;
  // Npm may have gone before anything was looked at: whose child is left has another's session.
  return process.ppid !== first || sessionOf(process.ppid) !== sessionOf(process.pid);
}
