import { eventually } from "./search-bank.js";
import type { TestApi } from "./test-api.js";

/** A query that visitors send. */
export const title = '{ caseStudy(slug: "vaxjo-samlastning") { title } }';
/** Sends a query by GET. */
export const get = (from: TestApi, query: string, headers: Record<string, string> = {}) =>
  from.app.inject({ method: "GET", url: `/graphql?query=${encodeURIComponent(query)}`, headers });
/** The title that {@link title} asks for. */
export const titleAt = async (from: TestApi): Promise<string> =>
  (await get(from, title)).json().data.caseStudy.title;
/** How often GET requests were answered from memory, and not. */
export const outcomes = async (from: TestApi): Promise<Record<string, number>> => {
  const { body } = await from.app.inject({ method: "GET", url: "/metrics" });
  const counted = body.matchAll(/lb_answer_cache_total\{outcome="(\w+)"\} (\d+)/g);
  return Object.fromEntries([...counted].map(([, name, count]) => [name, Number(count)]));
};
/** Whether a query is answered from memory. */
export const isHit = async (
  from: TestApi,
  query: string,
  headers: Record<string, string> = {},
): Promise<boolean> => {
  const { hit: before = 0 } = await outcomes(from);
  await get(from, query, headers);
  const { hit: after = 0 } = await outcomes(from);
  return after > before;
};
/** Asks until it is answered from memory. */
export const warm = (from: TestApi, query = title) => eventually(() => isHit(from, query));
/** How long until something is so, in milliseconds. */
export const waitedFor = async (check: () => Promise<boolean>): Promise<number> => {
  const since = performance.now();
  await eventually(check);
  return performance.now() - since;
};
