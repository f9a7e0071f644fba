import type { Database } from "../platform/database.js";
import type { Budget } from "./limits.js";

type Client = Database["client"];

/** What a process wants of a client's budget. */
export interface Demand {
  place: number;
  budget: Budget;
  /** Less is of no use. */
  least: number;
  most: number;
}

/** What it got. */
export interface Lease {
  place: number;
  given: number;
  /** What is left for all processes. */
  remaining: number;
}

/**
 * Takes from the budgets of several clients at once; one that lacks the least gives nothing. A place that
 * another process opens at the same moment is missing in the answer: ask again. Only PostgreSQL's clock
 * counts, and one that is set back takes nothing away.
 */
export async function takeLeases(client: Client, demands: readonly Demand[]): Promise<Lease[]> {
  const columns = JSON.stringify(
    demands.map(({ place, budget, least, most }) => ({ place, ...budget, least, most })),
  );
  return client<Lease[]>`
    with demand as (
      select place, burst, least, most, "perSecond" as rate
      from json_to_recordset(${columns}::json)
        as demand (place int, burst float8, least float8, most float8, "perSecond" float8)
    ),
    -- Locked in one order by all processes, so that they never wait for each other in a circle.
    locked as (
      select demand.*, least(
        demand.burst,
        budget.remaining + rate * greatest(0, extract(epoch from now() - budget.counted_at))
      ) as available
      from client_budgets as budget join demand using (place)
      order by place for update of budget
    ),
    updated as (
      update client_budgets as budget
      set given = case when available >= least then least(most, available) else 0 end,
        remaining = available - case when available >= least then least(most, available) else 0 end,
        counted_at = now()
      from locked where budget.place = locked.place
      returning budget.place, budget.given, budget.remaining
    ),
    opened as (
      insert into client_budgets (place, given, remaining)
      select place, least(most, burst), burst - least(most, burst) from demand
      where place not in (select place from client_budgets)
      order by place
      on conflict (place) do nothing
      returning place, given, remaining
    )
    select * from updated union all select * from opened`;
}

/** Gives back what was taken and not used. */
export async function returnLeases(
  client: Client,
  unused: readonly { place: number; amount: number; burst: number }[],
): Promise<void> {
  await client`
    with unused as (
      select budget.place, least(burst, budget.remaining + amount) as remaining
      from client_budgets as budget
      join json_to_recordset(${JSON.stringify(unused)}::json)
        as unused (place int, amount float8, burst float8) using (place)
      order by place for update of budget
    )
    update client_budgets as budget set remaining = unused.remaining
    from unused where budget.place = unused.place`;
}

/** Removes the rows of budgets that have had the time to be full again. */
export async function forgetFullBudgets(client: Client, seconds: number): Promise<void> {
  await client`
    delete from client_budgets where place in (
      select place from client_budgets
      where counted_at < now() - make_interval(secs => ${seconds})
      for update skip locked
    )`;
}
