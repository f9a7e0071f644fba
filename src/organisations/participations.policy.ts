import { type SQL, type SQLWrapper, sql } from "drizzle-orm";
import { organisations, participations } from "./organisations.table.js";

/**
 * Whether the members of an organisation are members of the initiative: those of one that participates
 * today, and of its partners, the programme itself and the energikontor.
 */
export const takesPart = (organisationId: SQLWrapper): SQL => sql`(
  exists (select from ${participations} part where part.organisation_id = ${organisationId}
    and daterange(part.from_date, part.until_date, '[)') @> current_date)
  or exists (select from ${organisations} partner where partner.id = ${organisationId}
    and partner.kind in ('PROGRAMME', 'ENERGY_AGENCY')))`;
