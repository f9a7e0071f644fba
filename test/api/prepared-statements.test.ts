import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Database, connectDatabase } from "../../src/platform/database.js";
import { maxPreparedStatements } from "../../src/platform/postgres-driver.js";
import { type TestDatabase, createTestDatabase } from "../support/test-database.js";

let test: TestDatabase;
let single: Database;
beforeAll(async () => {
  test = await createTestDatabase({ seeded: false });
  single = connectDatabase({ url: test.url, poolSize: 1 });
});
afterAll(async () => {
  await single.close();
  await test.drop();
});

const prepared = async (): Promise<string[]> => {
  const rows = await single.client.unsafe<{ statement: string }[]>(
    "select statement from pg_prepared_statements order by prepare_time",
  );
  return rows.map(({ statement }) => statement);
};
/** Sends a statement of its own, which answers two rows. */
const ask = (number: number): Promise<unknown> =>
  single.orm.execute(
    sql`select * from (values (${number}::int), (0)) as rows (${sql.identifier(`n${number}`)})`,
  );

describe("statements of the query builder", () => {
  it("are prepared once for each connection, and again when another has taken their place", async () => {
    const before = (await prepared()).length;
    await ask(1);
    await ask(1);
    expect((await prepared()).filter((text) => text.includes('"n1"'))).toHaveLength(1);
    expect(await prepared()).toHaveLength(before + 1);
  });

  it("make room for new ones, the longest unused first, also when many are under way", async () => {
    for (let round = 0; round < 3; round += 1) {
      await ask(1);
      const numbers = Array.from(
        { length: maxPreparedStatements - 20 },
        (_, n) => round * 1_000 + n + 2,
      );
      const answers = await Promise.all(numbers.map(ask));
      expect(answers).toEqual(
        numbers.map((number) => [{ [`n${number}`]: number }, { [`n${number}`]: 0 }]),
      );
    }
    const kept = await prepared();
    expect(kept).toHaveLength(maxPreparedStatements);
    // Used again and again.
    expect(kept.some((text) => text.includes('"n1"'))).toBe(true);
    expect(kept.some((text) => text.includes('"n2"'))).toBe(false);
  });
});
