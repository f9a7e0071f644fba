import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, it } from "vitest";
import { projectPath } from "../../src/platform/project-root.js";
import { type SearchBank, startSearchBank } from "../support/search-bank.js";

const readme = readFileSync(projectPath("README.md"), "utf8");
const examples = [
  ...readme.matchAll(/^\*\*(\d)\. (.*?)\*\*[^`]*```graphql\n(.*?)```\n```json\n(.*?)```/gms),
].map(([, number, question, query, answer]) => ({
  title: `${number}. ${question}`,
  query: query ?? "",
  // What is left out at the end of a list.
  shown: JSON.parse((answer ?? "").replaceAll("…", '"…"')) as unknown,
}));

let bank: SearchBank;
beforeAll(async () => {
  bank = await startSearchBank();
  await bank.startWorker().idle();
});
afterAll(() => bank.stop());

/** Shortens the lists of an answer as what is shown of it says. */
function shortened(answer: unknown, shown: unknown): unknown {
  if (Array.isArray(answer) && Array.isArray(shown)) {
    const isCut = shown.at(-1) === "…" && answer.length >= shown.length;
    const kept = isCut ? [...answer.slice(0, shown.length - 1), "…"] : answer;
    return kept.map((each, index) => shortened(each, shown[index]));
  }
  if (!isObject(answer) || !isObject(shown)) return answer;
  return Object.fromEntries(
    Object.entries(answer).map(([key, value]) => [key, shortened(value, shown[key])]),
  );
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

it("the README asks seven questions", () => {
  expect(examples).toHaveLength(7);
});

it.each(examples)("the README tells the answer of today: $title", async ({ query, shown }) => {
  expect(shortened(await bank.api.read(query), shown)).toEqual(shown);
});

it("the README tells how much the bank holds", async () => {
  const lists = ["caseStudies", "methods", "adoptions", "lessons"];
  const data = await bank.api.read(
    `{ ${lists.map((name) => `${name} { totalCount }`).join(" ")} }`,
  );
  const [studies, methods, adoptions, lessons] = lists.map((name) => data[name].totalCount);
  const [row] = await bank.test.database.client<{ count: number }[]>`
    select count(*)::int from results`;
  expect(readme.replaceAll(/\s+/g, " ")).toContain(
    `${studies} case studies, ${methods} methods, ${adoptions} adoptions, ${lessons} lessons and ${row?.count} results`,
  );
});
