/**
 * PostGraphile 5 with its own defaults, to measure ours beside it. Copied to where PostGraphile is
 * installed; a process of its own, told its database by DATABASE_URL and its port by PORT.
 */
import { createServer } from "node:http";
import { postgraphile } from "postgraphile";
import { makePgService } from "postgraphile/adaptors/pg";
import { grafserv } from "postgraphile/grafserv/node";
import { PostGraphileAmberPreset } from "postgraphile/presets/amber";

const handle = postgraphile({
  extends: [PostGraphileAmberPreset],
  // It would hide conditions on columns that no index begins with.
  disablePlugins: ["PgIndexBehaviorsPlugin"],
  // Plain lists answer in fewer bytes; what isn't paged in ours isn't paged here.
  schema: { defaultBehavior: "list connection" },
  grafserv: { graphiql: false, watch: false },
  pgServices: [
    makePgService({
      connectionString: process.env.DATABASE_URL,
      schemas: ["public"],
      pubsub: false,
      // As many connections as ours opens.
      poolConfig: { max: 20 },
    }),
  ],
})
  .createServ(grafserv)
  .createHandler();

createServer((request, response) => {
  if (request.url === "/readyz") response.end("ok");
  else void handle(request, response);
}).listen(Number(process.env.PORT), "127.0.0.1");
