import { Writable } from "node:stream";
import { context, propagation, trace } from "@opentelemetry/api";
import {
  InMemorySpanExporter,
  NodeTracerProvider,
  SimpleSpanProcessor,
} from "@opentelemetry/sdk-trace-node";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createLog } from "../../src/platform/log.js";
import { type TestApi, createTestApi } from "../support/test-api.js";
import { type TestDatabase, createTestDatabase } from "../support/test-database.js";

const lines: Record<string, unknown>[] = [];
let text = "";
const sink = new Writable({
  write(chunk: Buffer, _encoding, done) {
    text += chunk.toString();
    for (const line of chunk.toString().trim().split("\n")) {
      lines.push(JSON.parse(line) as Record<string, unknown>);
    }
    done();
  },
});

let test: TestDatabase;
let api: TestApi;
beforeAll(async () => {
  test = await createTestDatabase({ seeded: false });
  api = await createTestApi(test.database, undefined, { log: createLog("info", sink) });
});
afterAll(async () => {
  await api.close();
  await test.drop();
});
beforeEach(() => {
  lines.length = 0;
  text = "";
});

const post = (query: string, headers: Record<string, string> = {}, url = "/graphql") =>
  api.app.inject({ method: "POST", url, headers, payload: { query } });

const callersTrace = "4bf92f3577b34da6a3ce929d0e0e4736";

describe("the log", () => {
  it("has a line for each request, with the id that the answer has", async () => {
    const reply = await post("query Contracts { climateContracts { year } }", {
      "x-request-id": "from-the-balancer.1",
      traceparent: `00-${callersTrace}-00f067aa0ba902b7-01`,
    });
    expect(reply.headers["x-request-id"]).toBe("from-the-balancer.1");
    expect(lines).toMatchObject([
      {
        msg: "request",
        requestId: "from-the-balancer.1",
        traceId: callersTrace,
        method: "POST",
        route: "/graphql",
        status: 200,
        operation: "Contracts",
        type: "query",
        cost: 1,
      },
    ]);
  });

  it.each(["", "a b", "x".repeat(65), 'a"b', "å"])("takes no id %j", async (id) => {
    const reply = await api.app.inject({
      method: "GET",
      url: "/livez",
      headers: { "x-request-id": id },
    });
    expect(reply.headers["x-request-id"]).toMatch(/^[\da-f-]{36}$/);
  });

  it("has the line of an error under the id that the client reads, and under the request's", async () => {
    const gone = test.connect();
    await gone.close();
    const broken = await createTestApi(gone, undefined, { log: createLog("info", sink) });
    const reply = await broken.app.inject({
      method: "POST",
      url: "/graphql",
      payload: { query: "{ climateContracts { year } }" },
    });
    const [{ extensions }] = reply.json().errors;
    const line = lines.find(({ id }) => id === extensions.id);
    expect(line).toMatchObject({ msg: "request failed", requestId: reply.headers["x-request-id"] });
    await broken.close();
  });

  it("holds no secret, no address and nothing of what was asked for or written", async () => {
    const secrets = [
      "lb_live_1234567890",
      "cookie-secret",
      "person@example.org",
      "198.51.100.7",
      "hemlig",
    ];
    const [key = "", cookie, email, address = "", word] = secrets;
    await api.app.inject({
      method: "POST",
      url: `/graphql?token=${key}`,
      headers: { authorization: `Bearer ${key}`, cookie: `lb_session=${cookie}` },
      remoteAddress: address,
      payload: { query: `{ search(query: "${word}") { totalCount } }` },
    });
    await post(`mutation { requestSignInLink(email: "${email}") { userErrors { code } } }`);
    await api.app.inject({ method: "GET", url: `/sign-in?token=${key}` });
    await api.app.inject({ method: "GET", url: `/${word}?${key}` });
    // A statement that fails tells what it was given.
    await test.database.client`alter table sign_in_links rename to sign_in_links_gone`;
    await post(`mutation { requestSignInLink(email: "${email}") { userErrors { code } } }`);
    await api.mails();
    await test.database.client`alter table sign_in_links_gone rename to sign_in_links`;
    expect(lines.length).toBeGreaterThan(4);
    for (const secret of secrets) expect(text).not.toContain(secret);
  });
});

describe("the metrics", () => {
  const scrape = async (headers: Record<string, string> = {}, remoteAddress = "127.0.0.1") =>
    api.app.inject({ method: "GET", url: "/metrics", headers, remoteAddress });

  it("tell durations by operation, errors by code, cost, statements and the index's lag", async () => {
    await post("query Measured { climateContracts { year } }");
    await post("query Measured { nothing }");
    await test.database.client`
      insert into case_studies (slug, title, summary, status, state, published_at)
      values ('a', 'A', 'A', 'ONGOING', 'PUBLISHED', now())`;
    const { body, headers } = await scrape();
    expect(headers["content-type"]).toContain("text/plain");
    expect(body).toMatch(/lb_graphql_seconds_count\{operation="Measured",type="query"\} [1-9]/);
    expect(body).toMatch(/lb_graphql_errors_total\{code="BAD_USER_INPUT"\} [1-9]/);
    expect(body).toMatch(/lb_graphql_cost_total\{client="unlimited"\} [1-9]/);
    expect(body).toMatch(/lb_http_requests_total\{route="\/graphql",status="200"\} [1-9]/);
    expect(body).toMatch(/lb_search_queue [1-9]/);
    expect(body).toMatch(/lb_search_lag_seconds [\d.]+/);
    expect(body).toMatch(/lb_database_statements 0/);
    expect(body).toMatch(/lb_database_statements_waiting 0/);
    expect(body).toMatch(/lb_database_connections [1-9]/);
    expect(body).toMatch(/lb_database_pool_size 5/);
    expect(body).toMatch(/lb_answer_cache_bytes \d/);
    expect(body).toMatch(/nodejs_eventloop_lag_seconds/);
  });

  it("don't grow with the names that clients make up, nor with addresses", async () => {
    for (let n = 0; n < 150; n += 1) {
      await post(`query Made${n} { __typename }`);
      await api.app.inject({ method: "GET", url: `/made-up-${n}` });
    }
    const { body } = await scrape();
    const names = new Set([...body.matchAll(/operation="(\w+)"/g)].map(([, name]) => name));
    expect(names.size).toBeLessThanOrEqual(102);
    expect(names).toContain("other");
    expect(body).not.toContain("made-up");
  });

  it("are for the machine itself, or for who has the token", async () => {
    expect((await scrape({}, "203.0.113.5")).statusCode).toBe(403);
    expect((await scrape({ "x-forwarded-for": "127.0.0.1" })).statusCode).toBe(403);
    const metricsToken = "a-token-of-this-test";
    const guarded = await createTestApi(test.database, undefined, { metricsToken });
    const ask = async (headers: Record<string, string>) =>
      (await guarded.app.inject({ method: "GET", url: "/metrics", headers })).statusCode;
    expect(await ask({})).toBe(403);
    expect(await ask({ authorization: "Bearer another-token-entirely" })).toBe(403);
    expect(await ask({ authorization: `Bearer ${metricsToken}` })).toBe(200);
    await guarded.close();
  });

  it("are told also while PostgreSQL is away", async () => {
    const gone = test.connect();
    await gone.close();
    const broken = await createTestApi(gone);
    const reply = await broken.app.inject({ method: "GET", url: "/metrics" });
    expect(reply.statusCode).toBe(200);
    expect(reply.body).not.toMatch(/^lb_search_lag_seconds \d/m);
    await broken.close();
  });
});

describe("traces", () => {
  it("have a span for each operation and each statement that it reads with, in the caller's trace, and name no value", async () => {
    const exporter = new InMemorySpanExporter();
    const provider = new NodeTracerProvider({
      spanProcessors: [new SimpleSpanProcessor(exporter)],
    });
    provider.register();
    const traced = await createTestApi(test.database, undefined, { log: createLog("info", sink) });
    const headers = { traceparent: `00-${callersTrace}-00f067aa0ba902b7-01` };
    const payload = {
      query: "query Traced($slug: String!) { caseStudy(slug: $slug) { title } }",
      variables: { slug: "hemlig" },
    };
    await traced.app.inject({ method: "POST", url: "/graphql", headers, payload });
    const [statement, operation] = exporter.getFinishedSpans();
    expect(operation).toMatchObject({
      name: "query Traced",
      parentSpanContext: { traceId: callersTrace, spanId: "00f067aa0ba902b7" },
      attributes: { "graphql.operation.type": "query", "graphql.operation.name": "Traced" },
    });
    expect(statement).toMatchObject({
      name: "postgresql",
      parentSpanContext: { traceId: callersTrace, spanId: operation?.spanContext().spanId },
    });
    expect(statement?.attributes["db.query.text"]).toContain("case_studies");
    expect(
      exporter
        .getFinishedSpans()
        .map((span) => JSON.stringify(span.attributes))
        .join(),
    ).not.toContain("hemlig");
    // Who calls without a trace finds the one that was begun in the log.
    await traced.ask("{ climateContracts { year } }");
    const begun = exporter.getFinishedSpans().at(-1)?.spanContext().traceId;
    expect(lines.at(-1)).toMatchObject({ msg: "request", traceId: begun });
    await traced.close();
    await provider.shutdown();
    for (const each of [trace, context, propagation]) each.disable();
  });
});
