import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse, validate } from "graphql";
import { expect, it } from "vitest";
import { buildApiSchema } from "../../src/schema.js";

it("keeps what clients were promised before there was a server", () => {
  const promised = readFileSync(join(import.meta.dirname, "promised.graphql"), "utf8");
  expect(validate(buildApiSchema(), parse(promised)).map(({ message }) => message)).toEqual([]);
});
