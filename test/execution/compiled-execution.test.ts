import { readFileSync } from "node:fs";
import { type ExecutionResult, type GraphQLError, parse, validate } from "graphql";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Request, createExecutor } from "../../src/api/execution/executor.js";
import type { Context } from "../../src/platform/context.js";
import { projectPath } from "../../src/platform/project-root.js";
import { createRandom } from "../bench/synthetic/random.js";
import { createFaultySchema } from "./faulty-schema.js";
import { nullAt } from "./null-at.js";
import { QueryMaker } from "./query-maker.js";

/** How many queries are made; more on demand: QUERIES=20000. */
const wanted = Number(process.env["QUERIES"] ?? 1_000);
const batch = 100;
const texts = ["", "koldioxid", "2024-02-29", "2024-02-30", "å\u0000"];
const sdl = readFileSync(projectPath("schema/schema.graphql"), "utf8");

type Asked = Omit<Request, "context">;

/** What a client gets: the text of the data, so that the order of its keys counts too. */
interface Answered {
  data: string;
  /** Where data became null for an error. */
  nulls: string[];
  errors: string[];
}

function answered({ data, errors = [] }: ExecutionResult): Answered {
  return {
    data: JSON.stringify(data),
    nulls: [...new Set(errors.map(({ path = [] }) => nullAt(data, path)))].toSorted(),
    errors: errors.map((error) => JSON.stringify({ ...error.toJSON(), message: said(error) })),
  };
}

/** Ours doesn't show values of the wrong type. */
const said = ({ message }: GraphQLError): string =>
  message.replace(/(Expected value of type "\w+") but got.*/s, "$1.");

/**
 * Graphql-js gives up a list at once when an item fails, and leaves the rejections of the items before
 * it unhandled, which ends a process. Ours may not.
 */
let running: "plain" | "compiled" = "plain";
const unhandled: unknown[] = [];
const others = process.listeners("unhandledRejection");
const watch = (reason: unknown): void => {
  if (running === "compiled") unhandled.push(reason);
};
beforeAll(() => {
  process.removeAllListeners("unhandledRejection").on("unhandledRejection", watch);
});
afterAll(() => {
  process.removeListener("unhandledRejection", watch);
  for (const listener of others) process.on("unhandledRejection", listener);
});

async function compare(
  later: number,
  check: (compiled: Answered[], plain: Answered[]) => void,
): Promise<void> {
  const schema = createFaultySchema(sdl, later);
  const executors = {
    compiled: createExecutor.compiled(schema),
    plain: createExecutor.plain(schema),
  };
  const ask = async (name: typeof running, queries: readonly Asked[]): Promise<Answered[]> => {
    running = name;
    // The resolvers of this schema ask the context for nothing.
    const context = {} as Context;
    const execute = executors[name];
    const answers = await Promise.all(queries.map(async (each) => execute({ ...each, context })));
    // Longer than any resolver takes.
    await new Promise((resolve) => setTimeout(resolve, 6));
    return answers.map(answered);
  };
  const size = { depth: 7, breadth: 6, fields: 40 };
  const maker = new QueryMaker(schema, () => texts, size, createRandom(1, later * 100));
  let made = 0;
  let valid = 0;
  let failing = 0;
  while (valid < wanted) {
    const queries: Asked[] = [];
    for (; queries.length < batch; made += 1) {
      const { query, variables } = maker.make();
      const document = parse(query);
      if (validate(schema, document).length === 0) queries.push({ document, variables });
    }
    const plain = await ask("plain", queries);
    // Twice: the second time the plan is there already.
    check(await ask("compiled", queries), plain);
    check(await ask("compiled", queries), plain);
    valid += queries.length;
    failing += plain.filter(({ errors }) => errors.length > 0).length;
  }
  // The maker is of no use when most is refused, or all goes well.
  expect(valid / made).toBeGreaterThan(0.7);
  expect(failing / valid).toBeGreaterThan(0.2);
  expect(failing / valid).toBeLessThan(0.95);
  expect(unhandled).toEqual([]);
}

describe("compiled execution", () => {
  it(`answers what graphql-js answers, data and errors in their order, to ${wanted} queries`, async () => {
    await compare(0, (compiled, plain) => expect(compiled).toEqual(plain));
  }, 600_000);

  it(`does so where values come later, when of two errors in a race either may win`, async () => {
    const won = ({ data, nulls }: Answered): unknown => ({ data, nulls });
    let same = 0;
    let all = 0;
    await compare(0.3, (compiled, plain) => {
      expect(compiled.map(won)).toEqual(plain.map(won));
      for (const [at, { errors }] of compiled.entries()) {
        const expected = plain[at]?.errors ?? [];
        same += errors.filter((error) => expected.includes(error)).length;
        all += errors.length;
      }
    });
    expect(same / all).toBeGreaterThan(0.9);
  }, 600_000);
});
