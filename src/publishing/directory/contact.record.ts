import { eq, sql } from "drizzle-orm";
import { z } from "zod";
import {
  loadCaseStudyBySlug,
  loadCaseStudyOrganisations,
} from "../../case-studies/case-studies.loader.js";
import { caseStudies } from "../../case-studies/case-studies.table.js";
import { loadContact } from "../../contacts/contacts.loader.js";
import {
  type ContactRow,
  contactCaseStudies,
  contactFocusAreas,
  contactMethods,
  contactVisibility,
  contacts,
} from "../../contacts/contacts.table.js";
import { loadMethodBySlug } from "../../methods/methods.loader.js";
import { methods } from "../../methods/methods.table.js";
import { loadOrganisationBySlug } from "../../organisations/organisations.loader.js";
import { organisations } from "../../organisations/organisations.table.js";
import { loadHasObjected } from "../../people/objections.loader.js";
import type { Context } from "../../platform/context.js";
import { problem } from "../../platform/problems.js";
import { disagree, line, textThat } from "../../platform/validation.js";
import { loadFocusAreaBySlug } from "../../taxonomy/taxonomy.loader.js";
import { focusAreas } from "../../taxonomy/taxonomy.table.js";
import { reference } from "../content-schemas.js";
import { contentRoot, distinctList, note, optional } from "../content.js";
import { writeLinks } from "../linked-rows.js";
import { References } from "../references.js";
import { claimSlug } from "../../platform/slugs.js";
import type { DirectoryKind } from "./directory-record.js";

const email = textThat(254, (value) => /^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(value), {
  sv: "Skriv en e-postadress.",
  en: "Write an e-mail address.",
});
const phone = textThat(40, (value) => /^\+?[\d\s()-]{5,}$/.test(value), {
  sv: "Skriv ett telefonnummer med siffror, mellanslag, + och -.",
  en: "Write a telephone number with digits, spaces, + and -.",
});

const schema = z
  .object({
    organisation: reference,
    name: line(120),
    role: optional(line(200)),
    email: optional(email),
    phone: optional(phone),
    visibility: z.preprocess((value) => value ?? "MEMBERS", z.enum(contactVisibility.enumValues)),
    note,
    focusAreas: distinctList(reference, 20),
    methods: distinctList(reference, 50),
    caseStudies: distinctList(reference, 50),
  })
  .superRefine((value, context) => {
    if (value.email === null && value.phone === null) {
      disagree(context, ["email"], {
        sv: "Ange en e-postadress eller ett telefonnummer.",
        en: "Give an e-mail address or a telephone number.",
      });
    }
  });
type Content = z.output<typeof schema>;

const link = {
  focusAreas: {
    table: contactFocusAreas,
    owner: contactFocusAreas.contactId,
    other: contactFocusAreas.focusAreaId,
  },
  methods: {
    table: contactMethods,
    owner: contactMethods.contactId,
    other: contactMethods.methodId,
  },
  caseStudies: {
    table: contactCaseStudies,
    owner: contactCaseStudies.contactId,
    other: contactCaseStudies.caseStudyId,
  },
};

/** A case study shows its contacts at once: nobody puts theirs on what others tell. */
async function checkCaseStudies(
  context: Context,
  organisationId: string,
  slugs: readonly string[],
  before: readonly string[],
): Promise<void> {
  if (context.actor.isStaff) return;
  for (const [index, slug] of slugs.entries()) {
    const row = before.includes(slug) ? null : await loadCaseStudyBySlug(context, slug);
    const parties = row ? await loadCaseStudyOrganisations(context, row.id) : [];
    if (row && !parties.some((party) => party.organisationId === organisationId)) {
      throw problem(
        `${contentRoot}.caseStudies.${index}`,
        "INVALID",
        "Organisationen deltar inte i fallstudien; be dem som leder den att ange kontakten.",
        "The organisation has no part in the case study; ask those who lead it to name the contact.",
      );
    }
  }
}

/** Contacts: professional details that an organisation keeps. */
export const contactRecord: DirectoryKind<ContactRow, Content> = {
  typeName: "Contact",
  auditName: "CONTACT",
  table: contacts,
  schema,
  load: loadContact,
  async read(orm, row) {
    const [keys] = await orm.execute<{
      organisation: string;
      focusAreas: string[];
      methods: string[];
      caseStudies: string[];
    }>(sql`select
      (select ${organisations.slug} from ${organisations}
        where ${organisations.id} = ${row.organisationId}) as organisation,
      array(select ${focusAreas.slug} from ${contactFocusAreas} join ${focusAreas}
        on ${focusAreas.id} = ${contactFocusAreas.focusAreaId}
        where ${contactFocusAreas.contactId} = ${row.id} order by 1) as "focusAreas",
      array(select ${methods.slug} from ${contactMethods} join ${methods}
        on ${methods.id} = ${contactMethods.methodId}
        where ${contactMethods.contactId} = ${row.id} order by 1) as methods,
      array(select ${caseStudies.slug} from ${contactCaseStudies} join ${caseStudies}
        on ${caseStudies.id} = ${contactCaseStudies.caseStudyId}
        where ${contactCaseStudies.contactId} = ${row.id} order by 1) as "caseStudies"`);
    if (!keys) throw new Error("A statement without rows.");
    const { name, role, email: address, phone: number, visibility, note: doubt } = row;
    return { ...keys, name, role, email: address, phone: number, visibility, note: doubt };
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
      methods: await references.ids("methods", content.methods, loadMethodBySlug),
      caseStudies: await references.ids("caseStudies", content.caseStudies, loadCaseStudyBySlug),
    };
    references.settle();
    if (organisationId === null) throw new Error("Settled, and yet unknown.");
    await checkCaseStudies(context, organisationId, content.caseStudies, before?.caseStudies ?? []);
    const { name, role, email: address, phone: number, visibility, note: doubt } = content;
    if (address && (await loadHasObjected(context, address))) {
      throw problem(
        `${contentRoot}.email`,
        "INVALID",
        "Personen har motsatt sig att vara kontakt. Ange en annan.",
        "The person has objected to being a contact. Give another one.",
      );
    }
    const values = {
      organisationId,
      name,
      role,
      email: address,
      phone: number,
      visibility,
      note: doubt,
    };
    let key = id;
    if (key === null) {
      const slug = await claimSlug(
        orm,
        { table: contacts, id: contacts.id, slug: contacts.slug },
        { wanted: null, name, own: null, field: `${contentRoot}.name` },
      );
      const [row] = await orm
        .insert(contacts)
        .values({ ...values, slug, lastConfirmedOn: sql`current_date` })
        .returning({ id: contacts.id });
      if (!row) throw new Error("A row was inserted and not returned.");
      key = row.id;
    } else {
      await orm.update(contacts).set(values).where(eq(contacts.id, key));
    }
    for (const each of Object.keys(ids) as (keyof typeof ids)[]) {
      await writeLinks(orm, link[each], key, ids[each]);
    }
    return key;
  },
};
