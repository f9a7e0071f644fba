import { eq } from "drizzle-orm";
import { z } from "zod";
import { loadOrganisationBySlug } from "../../organisations/organisations.loader.js";
import { organisations } from "../../organisations/organisations.table.js";
import { datePrecision } from "../../platform/columns.table.js";
import { day, disagree, line, webAddress } from "../../platform/validation.js";
import { loadEvent } from "../../support/support.loader.js";
import { type EventRow, events } from "../../support/support.table.js";
import { prose, reference } from "../content-schemas.js";
import { contentRoot, optional, pick } from "../content.js";
import { References } from "../references.js";
import { claimSlug } from "../../platform/slugs.js";
import type { DirectoryKind } from "./directory-record.js";

const schema = z
  .object({
    organisation: reference,
    title: line(200),
    description: prose,
    startsOn: day,
    precision: z.preprocess((value) => value ?? "DAY", z.enum(datePrecision.enumValues)),
    endsOn: optional(day),
    sourceUrl: optional(webAddress),
  })
  .superRefine(({ startsOn, endsOn }, context) => {
    if (endsOn !== null && endsOn < startsOn) {
      disagree(context, ["endsOn"], {
        sv: `Evenemanget slutar före ${startsOn}, då det börjar.`,
        en: `It ends before ${startsOn}, when it begins.`,
      });
    }
  });
type Content = z.output<typeof schema>;

const columns = [
  "title",
  "description",
  "startsOn",
  "precision",
  "endsOn",
  "sourceUrl",
] as const satisfies (keyof Content & keyof EventRow)[];

/** Events: dated occasions of an organisation. */
export const eventRecord: DirectoryKind<EventRow, Content> = {
  typeName: "Event",
  auditName: "EVENT",
  table: events,
  schema,
  load: loadEvent,
  async read(orm, row) {
    const [organisation] = await orm
      .select({ slug: organisations.slug })
      .from(organisations)
      .where(eq(organisations.id, row.organisationId));
    if (!organisation) throw new Error("The organisation is gone.");
    return { ...pick(row, columns), organisation: organisation.slug };
  },
  async write(context, id, content, before) {
    const { orm } = context;
    const references = new References(context, contentRoot, before);
    const organisationId = await references.id(
      "organisation",
      content.organisation,
      loadOrganisationBySlug,
    );
    references.settle();
    if (organisationId === null) throw new Error("Settled, and yet unknown.");
    const values = { ...pick(content, columns), organisationId };
    if (id !== null) {
      await orm.update(events).set(values).where(eq(events.id, id));
      return id;
    }
    const slug = await claimSlug(
      orm,
      { table: events, id: events.id, slug: events.slug },
      { wanted: null, name: content.title, own: null, field: `${contentRoot}.title` },
    );
    const [row] = await orm
      .insert(events)
      .values({ ...values, slug })
      .returning({ id: events.id });
    if (!row) throw new Error("A row was inserted and not returned.");
    return row.id;
  },
};
