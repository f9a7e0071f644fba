import type { FastifyInstance } from "fastify";
import { pino } from "pino";
import { type ApiOptions, createApi } from "../../src/api/server.js";
import { defaultLimits } from "../../src/limits/limits.js";
import type { Database } from "../../src/platform/database.js";
import { createMailer } from "../../src/platform/mailer.js";
import type { MeiliAddress } from "../../src/search/meili.js";
import { createSearchService } from "../../src/search/search-service.js";
import { type Persona, createPersona } from "./test-people.js";

/** What the API answers. */
export interface Answer {
  // What a test reads of an answer is as varied as the queries: each test asserts its shape.
  // oxlint-disable-next-line typescript/no-explicit-any
  data: any;
  errors?: { message: string; path?: string[]; extensions: { code: string; argument?: string } }[];
  extensions?: Record<string, unknown>;
}

/** Asks the API as somebody; what it has logged tells what is behind an error. */
function createCaller(
  app: FastifyInstance,
  headers: Record<string, string>,
  logged: readonly string[],
) {
  /** Sends a query; answers the reply as HTTP. */
  const send = (query: string, variables: Record<string, unknown> = {}) =>
    app.inject({ method: "POST", url: "/graphql", headers, payload: { query, variables } });
  /** Sends a query; the answer may hold errors. */
  const ask = async (query: string, variables?: Record<string, unknown>): Promise<Answer> =>
    (await send(query, variables)).json<Answer>();
  /** Sends a query whose answer must hold no errors. */
  const read = async (
    query: string,
    variables?: Record<string, unknown>,
  ): Promise<Answer["data"]> => {
    const answer = await ask(query, variables);
    if (answer.errors) {
      throw new Error([JSON.stringify(answer.errors, null, 2), ...logged.slice(-3)].join("\n"));
    }
    return answer.data;
  };
  /** Sends a query that must be refused; answers the first error. */
  const refuse = async (
    query: string,
    variables?: Record<string, unknown>,
  ): Promise<NonNullable<Answer["errors"]>[number]> => {
    const [error] = (await ask(query, variables)).errors ?? [];
    if (!error) throw new Error("The query was answered without an error.");
    return error;
  };
  return { send, ask, read, refuse };
}

/** Asks the API as one who is signed in, or as a client with a key. */
export type TestCaller = ReturnType<typeof createCaller> & {
  /** Of the user or API client. */
  id: string;
  headers: Record<string, string>;
};

/** Tests ask for everything at once, on a machine that is busy. */
const testLimits = { ...defaultLimits, cost: 100_000_000, lagMs: 0 };

/** The real API on a test database, asked without a network: as a visitor, or as somebody else. */
export async function createTestApi(
  database: Database,
  meili?: MeiliAddress,
  options: Partial<ApiOptions> = {},
) {
  const logged: string[] = [];
  const log = pino({ level: "error" }, { write: (line) => void logged.push(line) });
  // A machine that is busy with other tests is no reason to answer from PostgreSQL.
  const search = createSearchService({
    database,
    meili,
    log,
    answerLimitMs: 15_000,
    rememberedBytes: 8 * 2 ** 20,
  });
  const publicUrl = "http://localhost:4000";
  const mails: string[] = [];
  const print = (text: string): void => void mails.push(text);
  const mailer = createMailer({ smtpUrl: undefined, from: "bank@example.org", print, log });
  const served = { database, search, log, publicUrl, mailer, limits: testLimits };
  const app = await createApi({ ...served, ...options });
  return {
    app,
    /** What would have been sent, the newest last. */
    async mails(): Promise<string[]> {
      await mailer.idle();
      return mails;
    },
    ...createCaller(app, {}, logged),
    /** Signs in with the link of the newest mail, as a browser does, and asks as whom it was sent to. */
    async signIn(email: string): Promise<Omit<TestCaller, "id">> {
      const visitor = createCaller(app, {}, logged);
      await visitor.read(
        `mutation ($email: String!) { requestSignInLink(email: $email) { isAccepted } }`,
        { email },
      );
      const [, token] = /sign-in\?token=([\w-]{43})/.exec((await this.mails()).at(-1) ?? "") ?? [];
      const reply = await visitor.send(
        `mutation ($token: String!) { confirmSignIn(token: $token) { userErrors { code } } }`,
        { token },
      );
      const [cookie = ""] = String(reply.headers["set-cookie"]).split(";");
      return { headers: { cookie }, ...createCaller(app, { cookie }, logged) };
    },
    /** Makes a user with a session, or a client with a key, and asks as such with a real cookie or key. */
    async as(persona: Persona): Promise<TestCaller> {
      const { id, headers } = await createPersona(database, persona);
      return { id, headers: { ...headers }, ...createCaller(app, { ...headers }, logged) };
    },
    async close(): Promise<void> {
      await app.close();
      await search.close();
    },
  };
}

/** The API of {@link createTestApi}. */
export type TestApi = Awaited<ReturnType<typeof createTestApi>>;
