import { explorerQueries } from "../../src/api/explorer-queries.js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApi, createTestApi } from "../support/test-api.js";
import { type TestDatabase, createTestDatabase } from "../support/test-database.js";

let test: TestDatabase;
let api: TestApi;
beforeAll(async () => {
  test = await createTestDatabase({ seeded: true });
  api = await createTestApi(test.database);
});
afterAll(async () => {
  await api.close();
  await test.drop();
});

const get = (url: string, headers: Record<string, string> = {}) =>
  api.app.inject({ method: "GET", url, headers });

describe("HTTP", () => {
  it("shows browsers an explorer whose every file is served here", async () => {
    const page = await get("/graphql", { accept: "text/html,application/xhtml+xml" });
    expect(page.headers["content-type"]).toContain("text/html");
    const files = [...page.body.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map(
      (match) => match[1] ?? "",
    );
    expect(files.length).toBeGreaterThan(4);
    expect(page.body).not.toMatch(/https?:\/\//);
    for (const file of files) {
      const { statusCode } = await get(file);
      expect({ file, statusCode }).toEqual({ file, statusCode: 200 });
    }
  });

  it.each(explorerQueries)("answers what the explorer offers to try: %s", async (query) => {
    const data: Record<string, object | null> = await api.read(query);
    for (const field of Object.values(data)) expect(field).not.toBeNull();
  });

  it("answers GET queries, also from a browser", async () => {
    const url = `/graphql?query=${encodeURIComponent("{ climateContracts { year } }")}`;
    for (const accept of ["application/json", "text/html,*/*;q=0.8"]) {
      expect((await get(url, { accept })).json().data.climateContracts).toHaveLength(4);
    }
  });

  it("tells whether it lives and is ready, and what its schema is", async () => {
    expect((await get("/livez")).statusCode).toBe(200);
    expect((await get("/readyz")).statusCode).toBe(200);
    expect((await get("/schema.graphql")).body).toContain("type Query");
  });

  it("isn't ready without PostgreSQL, and says so to clients without telling why", async () => {
    const gone = test.connect();
    const goneApi = await createTestApi(gone);
    await gone.close();
    const ready = await goneApi.app.inject({ method: "GET", url: "/readyz" });
    expect(ready.statusCode).toBe(503);
    const { message, extensions } = await goneApi.refuse("{ climateContracts { year } }");
    expect(extensions.code).toBe("INTERNAL");
    expect(message).toMatch(
      /^The database is unavailable right now\. Try again in a moment; if it stays, report the id [-0-9a-f]+\.$/,
    );
    await goneApi.close();
  });
});
