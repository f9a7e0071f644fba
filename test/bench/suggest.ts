import type { Database } from "../../src/platform/database.js";
import { createTestApi } from "../support/test-api.js";
import { quantile } from "./quantile.js";

/** What officers type, letter by letter: names, compounds, phrases, English, typing errors. */
const typedTexts = [
  "fjärrvärme",
  "samordnad varudistribution",
  "atervinning",
  "laddstolpar i flerbostadshus",
  "Växjö kommun",
  "koldioxidbudgt",
  "inköp av mat",
  "district heating",
  "energieffektivisering",
  "solceller på skolor",
  "cykelbibliotek",
  "klimatkontrakt",
];
const rounds = 5;

/** How long suggestions take, in milliseconds. */
export interface SuggestFigures {
  /** The first answer of a process: it reads the dictionary and what can be suggested. */
  first: number;
  p50: number;
  p99: number;
  samples: number;
}

/**
 * In a filled and indexed bank: asks the API in process for suggestions after every letter typed, with
 * the records that they name; one request after another.
 */
export async function measureSuggest(database: Database): Promise<SuggestFigures> {
  const api = await createTestApi(database);
  const query = `query ($query: String!) { suggest(query: $query) { kind text highlighted slug code
    node { __typename ... on Method { summary } ... on CaseStudy { title } } } }`;
  const time = async (typed: string): Promise<number> => {
    const start = performance.now();
    await api.read(query, { query: typed });
    return performance.now() - start;
  };
  try {
    const first = await time("a");
    const times: number[] = [];
    for (let round = 0; round < rounds; round++) {
      for (const text of typedTexts) {
        for (let length = 1; length <= text.length; length++)
          times.push(await time(text.slice(0, length)));
      }
    }
    return { first, p50: quantile(times, 0.5), p99: quantile(times, 0.99), samples: times.length };
  } finally {
    await api.close();
  }
}
