import type { Database } from "../../src/platform/database.js";
import { fromGlobalId } from "../../src/platform/ids.js";
import { completeCase } from "../support/writing.js";
import type { Wrong } from "./checker.js";

/** Who writes through the API, and where it is. */
export interface MutationClient {
  url: string;
  headers: Record<string, string>;
}

const query = `mutation ($input: CaseStudyInput!, $key: String!) {
  createCaseStudy(input: $input, idempotencyKey: $key) { caseStudy { id } userErrors { code } } }`;

/** What the mutation answers. */
interface Answer {
  data?: { createCaseStudy: { caseStudy: { id: string } | null; userErrors: unknown[] } } | null;
  errors?: { extensions: { code: string } }[];
}

/** Undefined for what is no answer of the API, or not a whole one. */
function parseAnswer(text: string): Answer | undefined {
  try {
    return JSON.parse(text) as Answer;
  } catch {
    return undefined;
  }
}

/** Whether the same mutation may succeed a moment later: the database or a rival was in the way. */
function isBusy({ errors = [] }: Answer): boolean {
  const passing = ["INTERNAL", "CONFLICT", "RATE_LIMITED"];
  return errors.some(({ extensions }) => passing.includes(extensions.code));
}

/** It isn't known whether the case study was created: the same may be asked again. */
class UncertainError extends Error {}

/**
 * Creates a case study with one part of each kind; asks once.
 * @returns its id
 */
export async function createCase(
  { url, headers }: MutationClient,
  number: number,
): Promise<string> {
  const input = {
    ...completeCase,
    title: `Syntetiskt fall ${number}`,
    lessons: [{ kind: "ADVICE", basis: "SOURCE", text: `Syntetisk lärdom ${number}.` }],
    results: [{ indicator: "Antal", value: number, unit: "st", kind: "REPORTED" }],
  };
  const reply = await fetch(`${url}/graphql`, {
    method: "POST",
    headers: { ...headers, "content-type": "application/json" },
    body: JSON.stringify({ query, variables: { input, key: `fall-${number}` } }),
    signal: AbortSignal.timeout(20_000),
  }).catch((error: Error) => {
    throw new UncertainError(error.message, { cause: error.cause });
  });
  const text = await reply.text().catch(() => "cut off");
  const answer = parseAnswer(text);
  if (answer?.data === undefined || isBusy(answer)) {
    throw new UncertainError(`${reply.status} ${text}`);
  }
  const id = answer.data?.createCaseStudy.caseStudy?.id;
  if (id === undefined) throw new Error(`Refused for good: ${JSON.stringify(answer)}`);
  return fromGlobalId(id).id;
}

/** Creates a case study, again and again with the same key until it is acknowledged or `isOver`. */
export async function createUntilAcknowledged(
  client: MutationClient,
  number: number,
  isOver = (): boolean => false,
): Promise<string | undefined> {
  for (;;) {
    try {
      return await createCase(client, number);
    } catch (error) {
      if (!(error instanceof UncertainError)) throw error;
      if (isOver()) return undefined;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Creates one case study after the other until it is stopped, some at the same time. */
export function startMutations(client: MutationClient, lanes: number) {
  const acknowledged = new Set<string>();
  let number = 0;
  let running = true;
  const lane = async (): Promise<void> => {
    while (running) {
      number += 1;
      const id = await createUntilAcknowledged(client, number, () => !running);
      if (id !== undefined) acknowledged.add(id);
    }
  };
  const done = Promise.all(Array.from({ length: lanes }, lane));
  return {
    acknowledged,
    async stop() {
      running = false;
      await done;
    },
  };
}

/** Compares the case studies that were acknowledged, by id, with the database. */
export async function findLostMutations(
  { client }: Database,
  acknowledged: ReadonlySet<string>,
): Promise<Wrong> {
  const rows = await client<({ id: string; title: string } & Record<string, string | number>)[]>`
    select c.id, c.title, count(*) over (partition by c.title)::int as cases,
      (select count(*)::int from lessons l where l.case_study_id = c.id) as lessons,
      (select count(*)::int from results r where r.case_study_id = c.id) as results,
      (select count(*)::int from sources s where s.case_study_id = c.id) as sources,
      (select count(*)::int from case_study_organisations o where o.case_study_id = c.id) as parties,
      (select count(*)::int from content_records k where k.entity_id = c.id) as records,
      (select count(*)::int from audit_log a where a.entity_id = c.id) as audits
    from case_studies c where c.title like 'Syntetiskt fall %'`;
  const lost: string[] = [];
  const doubled: string[] = [];
  const found = new Set(rows.map(({ id }) => id));
  for (const id of acknowledged) if (!found.has(id)) lost.push(`${id}: acknowledged, is gone`);
  for (const { id: _id, title, ...counts } of rows) {
    for (const [part, count] of Object.entries(counts)) {
      if (Number(count) < 1) lost.push(`${title}: has no ${part}`);
      if (Number(count) > 1) doubled.push(`${title}: has ${count} ${part}`);
    }
  }
  return { lost, doubled };
}
