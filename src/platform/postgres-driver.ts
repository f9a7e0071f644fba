import { readFileSync } from "node:fs";
import { Module, createRequire } from "node:module";
import { dirname, join } from "node:path";
import { compileFunction } from "node:vm";
import original from "postgres";

interface Change {
  file: string;
  wrong: string;
  right: string;
  /** How often the wrong text is there. */
  places: number;
}

/**
 * Statements that a connection keeps prepared; the one that hasn't been used for longest makes room.
 * More than the 101 that can be under way on a connection, so that it is never one of these.
 */
export const maxPreparedStatements = 128;

/** A statement on a connection that belonged to `own` when it was reserved. */
const isLost =
  "if (!own || c.reserved !== own) return q.reject(Errors.connection('CONNECTION_CLOSED', options))";

/**
 * What postgres.js 3.4.9, its newest version, does wrong when a connection breaks (issues 1154 and 1208
 * of porsager/postgres, pull request 1168).
 */
const repairs: readonly Change[] = [
  {
    // A statement that comes after the break, as the ROLLBACK of a transaction, would end the process.
    file: "connection.js",
    wrong: "  function execute(q) {\n",
    right:
      "  function execute(q) {\n    if (socket === null) {\n" +
      "      queryError(q, Errors.connection('CONNECTION_CLOSED', options))\n" +
      "      return true\n    }\n",
    places: 1,
  },
  {
    // What was about to be written at the break would keep the connection from ever being used again,
    // and what the server said last would be the answer to the first statement after it.
    file: "connection.js",
    wrong: "    clearImmediate(nextWriteTimer)\n",
    right:
      "    clearImmediate(nextWriteTimer)\n    nextWriteTimer = chunk = errorResponse = null\n",
    places: 2,
  },
  {
    // A break while a connection is being opened would end the process.
    file: "connection.js",
    wrong: "        return fetchArrayTypes()\n",
    right: "        return fetchArrayTypes().catch(() => {})\n",
    places: 1,
  },
  {
    // Who had reserved a connection that broke would use, and release, what others have opened instead.
    file: "index.js",
    wrong:
      "    c.reserved.release = true\n\n    const sql = Sql(handler)\n    sql.release = () => {\n",
    right:
      "    c.reserved.release = true\n\n    const own = c.reserved\n    const sql = Sql(handler)\n" +
      "    sql.release = () => {\n      if (c.reserved !== own) return\n",
    places: 1,
  },
  {
    file: "index.js",
    wrong: "    function handler(q) {\n      c.queue === full\n        ? queue.push(q)\n",
    right: `    function handler(q) {\n      ${isLost}\n      c.queue === full\n        ? queue.push(q)\n`,
    places: 1,
  },
  {
    // A transaction that lost its connection would go on within somebody else's, and take that back.
    file: "index.js",
    wrong: "    async function scope(c, fn, name) {\n",
    right: "    async function scope(c, fn, name) {\n      const own = c.reserved\n",
    places: 1,
  },
  {
    file: "index.js",
    wrong: "        q.catch(e => uncaughtError || (uncaughtError = e))\n",
    right: `        q.catch(e => uncaughtError || (uncaughtError = e))\n        ${isLost}\n`,
    places: 1,
  },
  {
    // A COPY whose reader was slow would leave the connection paused: nothing would be read any more.
    file: "connection.js",
    wrong: "    stream && stream.push(null)\n    stream = null\n",
    right: "    stream && stream.push(null)\n    stream = null\n    socket && socket.resume()\n",
    places: 1,
  },
  {
    // A COPY that is refused at its end, as by a unique index, would never end.
    file: "connection.js",
    wrong: "  function errored(err) {\n",
    right: "  function errored(err) {\n    final && (final(err), final = null)\n",
    places: 1,
  },
  {
    // A cancellation that can't be delivered would be a rejection that nobody can handle.
    file: "index.js",
    wrong: "Connection(options).cancel(query.state, resolve, reject)",
    right: "Connection(options).cancel(query.state, resolve, resolve)",
    places: 1,
  },
  {
    file: "connection.js",
    wrong: "query.cancelled.resolve, query.cancelled.reject",
    right: "query.cancelled.resolve, query.cancelled.resolve",
    places: 1,
  },
];

/**
 * What postgres.js doesn't offer: that a query builder's statements are prepared too, which saves
 * planning them each time and a round trip, and that a connection doesn't keep ever more of them.
 */
const additions: readonly Change[] = [
  {
    file: "index.js",
    wrong: "        prepare: false,\n        ...options,\n",
    right: "        ...options,\n        prepare: args.length > 0,\n",
    places: 1,
  },
  {
    file: "connection.js",
    wrong: "    q.prepared = q.prepare && q.signature in statements\n",
    right:
      "    q.prepared = q.prepare && q.signature in statements\n    if (q.prepared) {\n" +
      "      const used = statements[q.signature]\n      delete statements[q.signature]\n" +
      "      statements[q.signature] = used\n    }\n",
    places: 1,
  },
  {
    file: "connection.js",
    wrong: "    query.prepare && (statements[query.signature] = query.statement)\n",
    right:
      "    if (query.prepare) {\n      statements[query.signature] = query.statement\n" +
      "      const signatures = Object.keys(statements)\n" +
      `      if (signatures.length > ${maxPreparedStatements}) {\n` +
      "        write(b().C().str('S' + statements[signatures[0]].name + b.N).end())\n" +
      "        delete statements[signatures[0]]\n      }\n    }\n",
    places: 1,
  },
  {
    // Else the server's word that the old one is closed ends the answer to the new one.
    file: "connection.js",
    wrong: "  function CloseComplete() {\n",
    right: "  function CloseComplete() {\n    if (!query || !query.cursorFn) return\n",
    places: 1,
  },
];

function repair(source: string, file: string): string {
  let repaired = source;
  for (const { wrong, right, places } of [...repairs, ...additions].filter(
    (each) => each.file === file,
  )) {
    const parts = repaired.split(wrong);
    if (parts.length !== places + 1) {
      throw new Error(
        "This version of postgres.js isn't the one that is repaired here: look again.",
      );
    }
    repaired = parts.join(right);
  }
  return repaired;
}

/** Loads the package's CommonJS form, of which parts can be replaced. */
function load(): typeof original {
  const require = createRequire(import.meta.url);
  const entry = require.resolve("postgres");
  for (const name of ["connection.js", "index.js"]) {
    const file = join(dirname(entry), name);
    const module = new Module(file);
    const source = repair(readFileSync(file, "utf8"), name);
    compileFunction(source, ["require", "module"], { filename: file })(createRequire(file), module);
    require.cache[file] = module;
  }
  const repaired = require(entry) as typeof original;
  // Whoever imports the package as it is must know the errors of this one.
  Object.setPrototypeOf(repaired.PostgresError.prototype, original.PostgresError.prototype);
  return repaired;
}

/** The package `postgres`, repaired and extended. */
export const postgres = load();
