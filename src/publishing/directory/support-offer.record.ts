import { eq, sql } from "drizzle-orm";
import { z } from "zod";
import { loadCaseStudyBySlug } from "../../case-studies/case-studies.loader.js";
import { caseStudies } from "../../case-studies/case-studies.table.js";
import { loadOrganisationBySlug } from "../../organisations/organisations.loader.js";
import { organisations } from "../../organisations/organisations.table.js";
import { line, longText, webAddress } from "../../platform/validation.js";
import { loadSupportOffer } from "../../support/support.loader.js";
import {
  type SupportOfferRow,
  supportOfferCaseStudies,
  supportOfferFocusAreas,
  supportOffers,
} from "../../support/support.table.js";
import { loadFocusAreaBySlug } from "../../taxonomy/taxonomy.loader.js";
import { focusAreas } from "../../taxonomy/taxonomy.table.js";
import { reference } from "../content-schemas.js";
import { contentRoot, distinctList, note, optional, pick } from "../content.js";
import { writeLinks } from "../linked-rows.js";
import { References } from "../references.js";
import { claimSlug } from "../../platform/slugs.js";
import type { DirectoryKind } from "./directory-record.js";

const schema = z.object({
  organisation: reference,
  title: line(200),
  description: longText,
  audience: optional(line(500)),
  sourceTitle: optional(line(300)),
  sourceUrl: optional(webAddress),
  note,
  focusAreas: distinctList(reference, 20),
  caseStudies: distinctList(reference, 50),
});
type Content = z.output<typeof schema>;

const columns = [
  "title",
  "description",
  "audience",
  "sourceTitle",
  "sourceUrl",
  "note",
] as const satisfies (keyof Content & keyof SupportOfferRow)[];

const link = {
  focusAreas: {
    table: supportOfferFocusAreas,
    owner: supportOfferFocusAreas.supportOfferId,
    other: supportOfferFocusAreas.focusAreaId,
  },
  caseStudies: {
    table: supportOfferCaseStudies,
    owner: supportOfferCaseStudies.supportOfferId,
    other: supportOfferCaseStudies.caseStudyId,
  },
};

/** Support offers: help that an organisation offers others. */
export const supportOfferRecord: DirectoryKind<SupportOfferRow, Content> = {
  typeName: "SupportOffer",
  auditName: "SUPPORT_OFFER",
  table: supportOffers,
  schema,
  load: loadSupportOffer,
  async read(orm, row) {
    const [keys] = await orm.execute<{
      organisation: string;
      focusAreas: string[];
      caseStudies: string[];
    }>(sql`select
      (select ${organisations.slug} from ${organisations}
        where ${organisations.id} = ${row.organisationId}) as organisation,
      array(select ${focusAreas.slug} from ${supportOfferFocusAreas} join ${focusAreas}
        on ${focusAreas.id} = ${supportOfferFocusAreas.focusAreaId}
        where ${supportOfferFocusAreas.supportOfferId} = ${row.id} order by 1) as "focusAreas",
      array(select ${caseStudies.slug} from ${supportOfferCaseStudies} join ${caseStudies}
        on ${caseStudies.id} = ${supportOfferCaseStudies.caseStudyId}
        where ${supportOfferCaseStudies.supportOfferId} = ${row.id} order by 1) as "caseStudies"`);
    if (!keys) throw new Error("A statement without rows.");
    return { ...pick(row, columns), ...keys };
  },
  async write(context, id, content, before) {
    const { orm } = context;
    const references = new References(context, contentRoot, before);
    const organisationId = await references.id(
      "organisation",
      content.organisation,
      loadOrganisationBySlug,
    );
    const ids = {
      focusAreas: await references.ids("focusAreas", content.focusAreas, loadFocusAreaBySlug),
      caseStudies: await references.ids("caseStudies", content.caseStudies, loadCaseStudyBySlug),
    };
    references.settle();
    if (organisationId === null) throw new Error("Settled, and yet unknown.");
    const values = { ...pick(content, columns), organisationId };
    let key = id;
    if (key === null) {
      const slug = await claimSlug(
        orm,
        { table: supportOffers, id: supportOffers.id, slug: supportOffers.slug },
        { wanted: null, name: content.title, own: null, field: `${contentRoot}.title` },
      );
      const [row] = await orm
        .insert(supportOffers)
        .values({ ...values, slug })
        .returning({ id: supportOffers.id });
      if (!row) throw new Error("A row was inserted and not returned.");
      key = row.id;
    } else {
      await orm.update(supportOffers).set(values).where(eq(supportOffers.id, key));
    }
    for (const each of Object.keys(ids) as (keyof typeof ids)[]) {
      await writeLinks(orm, link[each], key, ids[each]);
    }
    return key;
  },
};
