import { type Contender, type LoadFigures, loadSideBySide } from "./load.js";
import { type ApiProcess, withApi, withServer } from "./api-process.js";
import { withBank } from "./synthetic/server.js";

/** What the servers that answer the nested list did, side by side. */
export type NestedFigures = Record<"limit" | "ours" | "fixed" | "anonymousGet", LoadFigures>;

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
const body = JSON.stringify({ query: nestedList });
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
    const environment = { DATABASE_URL: bank.databaseUrl, SEED: "never", LOG_LEVEL: "warn" };
    const plain = ["--import", "tsx", "test/bench/plain-server.ts"];
    return withServer(plain, environment, (limit) =>
      withApi(environment, async (ours) => {
        await assertAlike(limit, ours);
        return loadSideBySide(
          [
            contender("limit", limit, "POST"),
            contender("ours", ours, "POST"),
            contender("fixed", limit, "GET"),
            contender("anonymousGet", ours, "GET"),
          ],
          load,
        );
      }),
    );
  });
}

const contender = <Name extends string>(
  name: Name,
  { url, pid }: ApiProcess,
  method: "GET" | "POST",
): Contender & { name: Name } => ({
  name,
  url,
  pid,
  request: method === "GET" ? { method, path } : { method, path: "/graphql", body },
});

/** @throws when two servers don't answer the same */
async function assertAlike(...servers: readonly ApiProcess[]): Promise<void> {
  const answers = await Promise.all(
    servers.map(async ({ url }) => {
      const headers = { "content-type": "application/json" };
      const reply = await fetch(`${url}/graphql`, { method: "POST", headers, body });
      const { data } = (await reply.json()) as { data: unknown };
      return JSON.stringify(data);
    }),
  );
  if (new Set(answers).size > 1) throw new Error("The servers don't answer the same list.");
}
