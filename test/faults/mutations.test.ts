import { afterAll, beforeAll, expect, it } from "vitest";
import { type Supervised, supervise } from "./processes.js";
import { type TestDatabase, createTestDatabase } from "../support/test-database.js";
import { createPersona } from "../support/test-people.js";
import { completeCase } from "../support/writing.js";

/** `MUTATIONS=500 KILLS=8 npx vitest run test/faults/mutations.test.ts` is the long version. */
const mutations = Number(process.env["MUTATIONS"] ?? 100);
const kills = Number(process.env["KILLS"] ?? 2);

let test: TestDatabase;
let server: Supervised;
let headers: Record<string, string>;

beforeAll(async () => {
  test = await createTestDatabase({ seeded: true });
  const persona = {
    clientOf: "kalmar",
    scopes: ["READ", "CONTRIBUTE"] as ("READ" | "CONTRIBUTE")[],
  };
  headers = { ...(await createPersona(test.database, persona)).headers };
  server = await supervise("api", { DATABASE_URL: test.url });
  await until(() => fetch(`${server.url}/readyz`).then((reply) => reply.ok));
}, 120_000);
afterAll(async () => {
  await server.stop();
  await test.drop();
});

async function until(check: () => Promise<boolean>): Promise<void> {
  while (!(await check().catch(() => false))) {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

const query = `mutation ($input: CaseStudyInput!, $key: String!) {
  createCaseStudy(input: $input, idempotencyKey: $key) { caseStudy { id } userErrors { code } } }`;

/** What the mutation answers. */
interface Answer {
  data?: { createCaseStudy: { caseStudy: { id: string } | null; userErrors: unknown[] } } | null;
  errors?: { extensions: { code: string } }[];
}

/** Creates a case study, again and again until it is acknowledged; answers its id. */
async function createUntilAcknowledged(number: number): Promise<string> {
  const input = {
    ...completeCase,
    title: `Syntetiskt fall ${number}`,
    lessons: [{ kind: "ADVICE", basis: "SOURCE", text: `Syntetisk lärdom ${number}.` }],
    results: [{ indicator: "Antal", value: number, unit: "st", kind: "REPORTED" }],
  };
  let answer: Answer | undefined;
  await until(async () => {
    const reply = await fetch(`${server.url}/graphql`, {
      method: "POST",
      headers: { ...headers, "content-type": "application/json" },
      body: JSON.stringify({ query, variables: { input, key: `fall-${number}` } }),
      signal: AbortSignal.timeout(20_000),
    });
    answer = (await reply.json()) as Answer;
    return answer.data !== undefined && !isBusy(answer);
  });
  const id = answer?.data?.createCaseStudy.caseStudy?.id;
  if (id === undefined) throw new Error(`Refused for good: ${JSON.stringify(answer)}`);
  return id;
}

/** Whether the same mutation may succeed a moment later: the database or a rival was in the way. */
function isBusy({ errors = [] }: Answer): boolean {
  const passing = ["INTERNAL", "CONFLICT", "RATE_LIMITED"];
  return errors.some(({ extensions }) => passing.includes(extensions.code));
}

it("every acknowledged mutation is there once and whole, however often the API is killed meanwhile", async () => {
  let written = 0;
  const next = { number: 0 };
  const client = async (): Promise<string[]> => {
    const ids: string[] = [];
    while (next.number < mutations) {
      next.number += 1;
      ids.push(await createUntilAcknowledged(next.number));
      written += 1;
    }
    return ids;
  };
  const killing = (async () => {
    for (let round = 1; round <= kills; round += 1) {
      const after = Math.floor((mutations * (round - Math.random() * 0.8)) / kills);
      await until(async () => written >= after);
      server.kill();
    }
  })();
  const ids = (await Promise.all(Array.from({ length: 50 }, client))).flat();
  await killing;
  expect(server.starts).toBeGreaterThan(1);
  expect(new Set(ids).size).toBe(mutations);
  const rows = await test.database.client<Record<string, number>[]>`
    select count(*)::int as parts, c.title,
      (select count(*)::int from lessons l where l.case_study_id = c.id) as lessons,
      (select count(*)::int from results r where r.case_study_id = c.id) as results,
      (select count(*)::int from sources s where s.case_study_id = c.id) as sources,
      (select count(*)::int from case_study_organisations o where o.case_study_id = c.id) as parties,
      (select count(*)::int from content_records k where k.entity_id = c.id) as records,
      (select count(*)::int from audit_log a where a.entity_id = c.id) as audits
    from case_studies c where c.title like 'Syntetiskt fall %' group by c.id`;
  expect(rows).toHaveLength(mutations);
  for (const { title: _title, ...counts } of rows) {
    expect(counts).toEqual({
      parts: 1,
      lessons: 1,
      results: 1,
      sources: 1,
      parties: 1,
      records: 1,
      audits: 1,
    });
  }
}, 240_000);
