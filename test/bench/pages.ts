import { withApi } from "./api-process.js";
import { type Bank, withBank } from "./synthetic/server.js";
import { quantile } from "./quantile.js";

/** Times of one kind of request, in milliseconds. */
export interface PageTimes {
  what: string;
  p50: number;
  p95: number;
}

const fields = `slug title organisations { role organisation { slug name } }`;
const page = (list: string, node: string): string =>
  `{ ${list} { nodes { ${node} } pageInfo { hasNextPage endCursor } } }`;
const detail = `query ($slug: String!) { caseStudy(slug: $slug) {
  slug title summary challenge solution status startYear endYear
  organisations { role organisation { slug name } }
  lessons { kind text basis } results { indicator value unit kind }
  methods { slug name } contacts { name role } sources { title url } focusAreas { slug }
} }`;
const samples = 300;
const warmUps = 30;

interface Request {
  query: string;
  variables?: Record<string, unknown>;
}

/**
 * Times what an officer's app asks for one after another, of a bank with so many synthetic lessons: details, pages
 * at the beginning, in the middle and at the end, and counts. Nothing is remembered.
 */
export const measurePages = (lessons: number): Promise<PageTimes[]> =>
  withBank({ lessons, meilisearch: false }, async (bank) => {
    const slugs = await someSlugs(bank);
    const environment = { DATABASE_URL: bank.databaseUrl, SEED: "never", LOG_LEVEL: "warn" };
    return withApi(environment, async ({ url }) => {
      const pages = listPages(await cursorOf(url, bank));
      const kinds: [string, (n: number) => Request][] = [
        ["detail", (n) => ({ query: detail, variables: { slug: slugs[n % slugs.length] } })],
        ["page", (n) => ({ query: pages[n % pages.length] ?? "" })],
        ["count", (n) => ({ query: counts[n % counts.length] ?? "" })],
      ];
      const measured: PageTimes[] = [];
      for (const [what, request] of kinds) measured.push(await time(url, what, request));
      return measured;
    });
  });

const listPages = (middle: string): string[] => [
  page("caseStudies(first: 20)", fields),
  page(`caseStudies(first: 20, after: "${middle}", orderBy: { field: TITLE })`, fields),
  page("caseStudies(last: 20, orderBy: { field: START_YEAR })", fields),
  page('caseStudies(first: 20, filter: { municipalities: ["0880"] })', fields),
  page("lessons(first: 20)", "kind text caseStudy { slug title }"),
  page("lessons(first: 20, filter: { kinds: [FAILURE] })", "kind text caseStudy { slug title }"),
];

const counts = [
  "{ caseStudies { totalCount } }",
  '{ caseStudies(filter: { municipalities: ["0880"] }) { totalCount } }',
  "{ lessons { totalCount } }",
  "{ lessons(filter: { kinds: [FAILURE] }) { totalCount } }",
];

async function someSlugs({ database }: Bank): Promise<string[]> {
  const rows = await database.client<{ slug: string }[]>`
    select slug from case_studies where state = 'PUBLISHED' order by md5(slug) limit ${samples}`;
  return rows.map(({ slug }) => slug);
}

/** The cursor of the case study in the middle of the list by title. */
async function cursorOf(url: string, { database }: Bank): Promise<string> {
  const [row] = await database.client<{ title: string; id: string }[]>`
    select title, id from case_studies where state = 'PUBLISHED' order by title, id
    offset (select count(*) / 2 from case_studies where state = 'PUBLISHED') limit 1`;
  const first = await ask(url, {
    query: page("caseStudies(first: 1, orderBy: { field: TITLE })", "slug"),
  });
  const { endCursor } = (first as { caseStudies: { pageInfo: { endCursor: string } } }).caseStudies
    .pageInfo;
  const [ordering] = JSON.parse(Buffer.from(endCursor, "base64url").toString()) as [string];
  return Buffer.from(JSON.stringify([ordering, row?.title, row?.id])).toString("base64url");
}

async function ask(url: string, request: Request): Promise<unknown> {
  const reply = await fetch(`${url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(request),
  });
  const { data, errors } = (await reply.json()) as { data: unknown; errors?: unknown };
  if (errors) throw new Error(JSON.stringify(errors));
  return data;
}

async function time(
  url: string,
  what: string,
  request: (n: number) => Request,
): Promise<PageTimes> {
  const times: number[] = [];
  for (let n = 0; n < warmUps + samples; n += 1) {
    const started = performance.now();
    await ask(url, request(n));
    if (n >= warmUps) times.push(performance.now() - started);
  }
  return { what, p50: quantile(times, 0.5), p95: quantile(times, 0.95) };
}
