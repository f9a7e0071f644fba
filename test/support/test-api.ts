import { pino } from "pino";
import { createApi } from "../../src/api/server.js";
import type { Database } from "../../src/platform/database.js";
import type { MeiliAddress } from "../../src/search/meili.js";
import { createSearchService } from "../../src/search/search-service.js";

/** What the API answers. */
export interface Answer {
  // What a test reads of an answer is as varied as the queries: each test asserts its shape.
  // oxlint-disable-next-line typescript/no-explicit-any
  data: any;
  errors?: { message: string; path?: string[]; extensions: { code: string; argument?: string } }[];
}

/** The real API on a test database, asked without a network. */
export async function createTestApi(database: Database, meili?: MeiliAddress) {
  const log = pino({ level: "silent" });
  const search = createSearchService({ database, meili, log });
  const app = await createApi({ database, search, log });
  return {
    app,
    /** Sends a query; the answer may hold errors. */
    async ask(query: string, variables: Record<string, unknown> = {}): Promise<Answer> {
      const reply = await app.inject({
        method: "POST",
        url: "/graphql",
        payload: { query, variables },
      });
      return reply.json<Answer>();
    },
    /** Sends a query whose answer must hold no errors. */
    async read(query: string, variables: Record<string, unknown> = {}): Promise<Answer["data"]> {
      const answer = await this.ask(query, variables);
      if (answer.errors) throw new Error(JSON.stringify(answer.errors, null, 2));
      return answer.data;
    },
    /** Sends a query that must be refused; answers the first error. */
    async refuse(query: string): Promise<NonNullable<Answer["errors"]>[number]> {
      const [error] = (await this.ask(query)).errors ?? [];
      if (!error) throw new Error("The query was answered without an error.");
      return error;
    },
    close: () => app.close(),
  };
}

/** The API of {@link createTestApi}. */
export type TestApi = Awaited<ReturnType<typeof createTestApi>>;
