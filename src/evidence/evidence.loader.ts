import { and, eq, inArray, sql } from "drizzle-orm";
import { viewableAdoptions } from "../methods/methods.policy.js";
import { adoptions } from "../methods/methods.table.js";
import { organisations } from "../organisations/organisations.table.js";
import { type Context, visitor } from "../platform/context.js";
import { defineLoader, groupBy } from "../platform/loader.js";
import { viewableResults } from "../results/results.policy.js";
import { adoptionResults, results } from "../results/results.table.js";
import type { MethodEvidence } from "./evidence.type.js";

/**
 * Counts adoptions by status and outcome, in one statement for all methods. Evidence is what is
 * published, whoever asks.
 */
const countAdoptions = ({ orm }: Context, ids: string[]) =>
  orm
    .select({
      methodId: adoptions.methodId,
      status: adoptions.status,
      outcome: adoptions.outcome,
      count: sql<number>`count(*)::int`,
      municipalities: sql<number>`(count(*) filter (where ${organisations.kind} = 'MUNICIPALITY'))::int`,
    })
    .from(adoptions)
    .innerJoin(organisations, eq(organisations.id, adoptions.organisationId))
    .where(and(inArray(adoptions.methodId, ids), viewableAdoptions(visitor)))
    .groupBy(adoptions.methodId, adoptions.status, adoptions.outcome)
    .orderBy(adoptions.methodId, adoptions.status, adoptions.outcome);

/** What counts as evidence of what a method gave; the rest is calculated, expected or aimed at. */
const evidenceKinds = ["MEASURED", "REPORTED"] as const;

/** Sums up the adoptions' own results by method, in one statement for all of them. */
function summariseResults({ orm }: Context, ids: string[]) {
  const seen = and(inArray(adoptions.methodId, ids), viewableAdoptions(visitor));
  // UNION makes each figure count once for a method, whichever ways lead to it.
  const figures = orm
    .select({ methodId: adoptions.methodId, resultId: adoptionResults.resultId })
    .from(adoptions)
    .innerJoin(adoptionResults, eq(adoptionResults.adoptionId, adoptions.id))
    .where(seen)
    .union(
      orm
        .select({ methodId: adoptions.methodId, resultId: results.id })
        .from(adoptions)
        .innerJoin(results, eq(results.adoptionId, adoptions.id))
        .where(seen),
    )
    .as("figures");
  return orm
    .select({
      methodId: figures.methodId,
      indicator: results.indicator,
      unit: results.unit,
      kind: results.kind,
      count: sql<number>`count(*)::int`,
      min: sql<number>`min(${results.value})`,
      median: sql<number>`percentile_cont(0.5) within group (order by ${results.value})`,
      max: sql<number>`max(${results.value})`,
    })
    .from(figures)
    .innerJoin(results, eq(results.id, figures.resultId))
    .where(and(inArray(results.kind, [...evidenceKinds]), viewableResults(visitor)))
    .groupBy(figures.methodId, results.indicator, results.unit, results.kind)
    .orderBy(figures.methodId, sql`count(*) desc`, results.kind, results.indicator, results.unit);
}

type AdoptionCount = Awaited<ReturnType<typeof countAdoptions>>[number];

const total = (counts: readonly AdoptionCount[], of: "count" | "municipalities"): number =>
  counts.reduce((sum, each) => sum + each[of], 0);

/** Loads what a method's adoptions tell together: two statements for all methods. */
export const loadEvidence = defineLoader(
  async (context, methodIds: readonly string[]) => {
    const ids = [...methodIds];
    const [counts, summaries] = await Promise.all([
      countAdoptions(context, ids),
      summariseResults(context, ids),
    ]);
    const countsOf = groupBy(counts, (row) => row.methodId);
    const summariesOf = groupBy(summaries, (row) => row.methodId);
    return new Map(
      ids.map((id): [string, MethodEvidence] => {
        const own = countsOf.get(id) ?? [];
        const known = own.flatMap(({ outcome, ...rest }) =>
          outcome ? [{ ...rest, outcome }] : [],
        );
        return [
          id,
          {
            adoptionCount: total(own, "count"),
            municipalityCount: total(own, "municipalities"),
            adoptionsByStatus: [...groupBy(own, (row) => row.status)].map(([status, rows]) => ({
              status,
              count: total(rows, "count"),
            })),
            adoptionsByOutcome: [...groupBy(known, (row) => row.outcome)].map(
              ([outcome, rows]) => ({ outcome, count: total(rows, "count") }),
            ),
            results: summariesOf.get(id) ?? [],
          },
        ];
      }),
    );
  },
  () => null,
);
