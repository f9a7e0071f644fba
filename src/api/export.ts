import { Readable } from "node:stream";
import type { FastifyInstance } from "fastify";
import { exportCaseStudies } from "../exchange/export.service.js";
import type { Orm } from "../platform/database.js";

/** Exports that one process streams at the same time: each keeps a connection busy now and then. */
const mostExports = 4;

const types = {
  ndjson: { format: "NDJSON", type: "application/x-ndjson; charset=utf-8" },
  csv: { format: "CSV", type: "text/csv; charset=utf-8; header=present" },
} as const;

/** Serves everything that is published as files, `/export/case-studies.ndjson` and `.csv`: streamed. */
export function registerExport(app: FastifyInstance, orm: Orm): void {
  let running = 0;
  for (const [extension, { format, type }] of Object.entries(types)) {
    const name = `case-studies.${extension}`;
    app.get(`/export/${name}`, { exposeHeadRoute: false }, (_request, reply) => {
      if (running >= mostExports) {
        return reply.code(503).header("retry-after", "10").send({
          status: "unavailable",
          reason: "Too many exports are under way; try again in a while.",
        });
      }
      running += 1;
      const file = Readable.from(exportCaseStudies(orm, format));
      // Comes once, whether all was sent or the client went away.
      file.once("close", () => (running -= 1));
      return reply
        .type(type)
        .header("content-disposition", `attachment; filename="${name}"`)
        .header("link", '<https://creativecommons.org/licenses/by/4.0/>; rel="license"')
        .send(file);
    });
  }
}
