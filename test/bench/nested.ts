import { type Contender, type LoadFigures, loadSideBySide } from "./load.js";
import { type ApiProcess, withApi, withServer } from "./api-process.js";
import {
  type PostGraphile,
  postGraphileList,
  withPostGraphile,
  withoutJoiningRows,
} from "./postgraphile.js";
import { withBank } from "./synthetic/server.js";

/** What the servers that answer the nested list did, side by side. */
export interface NestedFigures {
  loads: Record<"limit" | "ours" | "fixed" | "anonymousGet", LoadFigures> & {
    postGraphile?: LoadFigures;
  };
  /** Bytes of ours and of PostGraphile's answer, and the versions that ran; or why none did. */
  peer: { ours: number; postGraphile: number; version: string; node: string } | { missing: string };
}

/** The nested list of the measures. The oldest case studies are synthetic, with four lessons each. */
export const nestedList = `{
  caseStudies(first: 20, orderBy: { field: PUBLISHED_AT }) {
    nodes {
      slug title
      organisations { role organisation { slug name } }
      lessons { kind text basis }
      methods { slug name }
      contacts { name role }
    }
  }
}`;
const lessons = 80_000;
const path = `/graphql?query=${encodeURIComponent(nestedList)}`;

/** Measures 20 case studies with all that the list nests, of 20,000. */
export function measureNested(load: { rounds: number; seconds: number }): Promise<NestedFigures> {
  return withBank({ lessons, changes: "everything", meilisearch: false }, async (bank) => {
    // Nobody is invented: the contacts that everybody may see know them all.
    const { client } = bank.database;
    await client`
      insert into contact_case_studies (contact_id, case_study_id)
      select contacts.id, case_studies.id from contacts, case_studies
      where contacts.visibility = 'PUBLIC' and case_studies.slug like 'syntetisk-%'`;
    await client`vacuum analyze contact_case_studies`;
    // For PostGraphile's list, as there is one for ours.
    await client`create index on case_studies (state, published_at, id)`;
    const environment = { DATABASE_URL: bank.databaseUrl, SEED: "never", LOG_LEVEL: "warn" };
    const plain = ["--import", "tsx", "test/bench/plain-server.ts"];
    return withServer(plain, environment, (limit) =>
      withApi(environment, (ours) =>
        withPostGraphile(bank.databaseUrl, async (postGraphile) => {
          const answer = await ask(ours, nestedList);
          if (canonical(dataOf(answer)) !== canonical(dataOf(await ask(limit, nestedList))))
            throw new Error("The limit doesn't answer the same list.");
          const peer = await comparePeer(postGraphile, answer);
          const contenders = [
            contender("limit", limit, post(nestedList)),
            contender("ours", ours, post(nestedList)),
            ...("missing" in postGraphile
              ? []
              : [contender("postGraphile", postGraphile, post(postGraphileList))]),
            contender("fixed", limit, { method: "GET", path }),
            contender("anonymousGet", ours, { method: "GET", path }),
          ];
          return { loads: await loadSideBySide(contenders, load), peer };
        }),
      ),
    );
  });
}

const contender = <Name extends string>(
  name: Name,
  { url, pid }: ApiProcess,
  request: Contender["request"],
): Contender & { name: Name } => ({ name, url, pid, request });

const post = (query: string): Contender["request"] => ({
  method: "POST",
  path: "/graphql",
  body: JSON.stringify({ query }),
});

async function ask({ url }: ApiProcess, query: string): Promise<string> {
  const reply = await fetch(`${url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ query }),
  });
  return reply.text();
}

/** @throws when PostGraphile answers other data than ours, in whatever order its lists are */
async function comparePeer(
  postGraphile: PostGraphile,
  ours: string,
): Promise<NestedFigures["peer"]> {
  if ("missing" in postGraphile) return postGraphile;
  const theirs = await ask(postGraphile, postGraphileList);
  if (canonical(withoutJoiningRows(dataOf(theirs))) !== canonical(dataOf(ours)))
    throw new Error("PostGraphile doesn't answer the same list.");
  const { version, node } = postGraphile;
  return { ours: Buffer.byteLength(ours), postGraphile: Buffer.byteLength(theirs), version, node };
}

const dataOf = (answer: string): unknown => (JSON.parse(answer) as { data: unknown }).data;

/** The same text for the same data, in whatever order lists are. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).sort().join()}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  return `{${Object.entries(value)
    .map(([name, each]) => `${name}:${canonical(each)}`)
    .join()}}`;
}
