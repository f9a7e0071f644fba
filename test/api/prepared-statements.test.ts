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
const ask = (number: number): Promise<unknown> =>
  single.orm.execute(sql`select ${number}::int as ${sql.identifier(`n${number}`)}`);

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
      expect(answers).toEqual(numbers.map((number) => [{ [`n${number}`]: number }]));
    }
    const kept = await prepared();
    expect(kept).toHaveLength(maxPreparedStatements);
    // Used again and again.
    expect(kept.some((text) => text.includes('"n1"'))).toBe(true);
    expect(kept.some((text) => text.includes('"n2"'))).toBe(false);
  });

  it("are answered in full, however long the answer is that comes while one makes room", async () => {
    for (let number = 0; number < maxPreparedStatements; number += 1) await ask(10_000 + number);
    const rows = 20_000;
    const long = await single.orm.execute(
      sql`select n, repeat('x', 100) as text from generate_series(1, ${rows}::int) as n`,
    );
    expect(long).toHaveLength(rows);
  });
});
