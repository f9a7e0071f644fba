import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { FastifyInstance } from "fastify";
import { explorerQueries } from "./explorer-queries.js";

const require = createRequire(import.meta.url);
const packageFile = (name: string, file: string): string =>
  join(dirname(require.resolve(`${name}/package.json`)), file);

/** The explorer's files, straight from the npm packages: it works without the internet. */
const assets: Record<string, { file: string; type: string }> = {
  "react.js": {
    file: packageFile("react", "umd/react.production.min.js"),
    type: "text/javascript",
  },
  "react-dom.js": {
    file: packageFile("react-dom", "umd/react-dom.production.min.js"),
    type: "text/javascript",
  },
  "graphiql.js": { file: packageFile("graphiql", "graphiql.min.js"), type: "text/javascript" },
  "graphiql.css": { file: packageFile("graphiql", "graphiql.min.css"), type: "text/css" },
};

const start = `
const fetcher = GraphiQL.createFetcher({ url: "/graphql" });
const defaultTabs = ${JSON.stringify(explorerQueries.map((query) => ({ query })))};
ReactDOM.createRoot(document.getElementById("explorer")).render(
  React.createElement(GraphiQL, { fetcher, defaultTabs, defaultEditorToolsVisibility: false }),
);`;

/** The page that browsers get at /graphql. */
export const explorerPage = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Lärdomsbanken – GraphQL explorer</title>
    <link rel="icon" href="data:,">
    <link rel="stylesheet" href="/explorer/graphiql.css">
    <style>html, body, #explorer { height: 100%; margin: 0; }</style>
  </head>
  <body>
    <div id="explorer">The explorer needs JavaScript. The schema is at <a href="/schema.graphql">/schema.graphql</a>.</div>
    <script src="/explorer/react.js"></script>
    <script src="/explorer/react-dom.js"></script>
    <script src="/explorer/graphiql.js"></script>
    <script src="/explorer/start.js"></script>
  </body>
</html>
`;

/** Serves the explorer's files under /explorer/. They are read at the first request. */
export function registerExplorer(app: FastifyInstance): void {
  const cached = new Map<string, Buffer>();
  for (const [name, { file, type }] of Object.entries(assets)) {
    app.get(`/explorer/${name}`, (_request, reply) => {
      const content = cached.get(name) ?? readFileSync(file);
      cached.set(name, content);
      return reply
        .type(`${type}; charset=utf-8`)
        .header("cache-control", "max-age=86400")
        .send(content);
    });
  }
  app.get("/explorer/start.js", (_request, reply) =>
    reply.type("text/javascript; charset=utf-8").send(start),
  );
}
