import { type GraphQLArgument, getNamedType, isEnumType, isInputObjectType } from "graphql";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  canViewCaseStudy,
  viewableCaseStudies,
} from "../../src/case-studies/case-studies.policy.js";
import { caseStudies, caseStudyOrganisations } from "../../src/case-studies/case-studies.table.js";
import { canViewContact, viewableContacts } from "../../src/contacts/contacts.policy.js";
import { contacts } from "../../src/contacts/contacts.table.js";
import {
  canViewAdoption,
  canViewMethod,
  viewableAdoptions,
  viewableMethods,
} from "../../src/methods/methods.policy.js";
import { adoptions, methods } from "../../src/methods/methods.table.js";
import { organisations } from "../../src/organisations/organisations.table.js";
import { type Actor, visitor } from "../../src/platform/context.js";
import { toGlobalId } from "../../src/platform/ids.js";
import { buildApiSchema } from "../../src/schema.js";
import { type TestApi, type TestCaller, createTestApi } from "../support/test-api.js";
import { type TestDatabase, createTestDatabase } from "../support/test-database.js";
import { changeCase, completeCase } from "../support/writing.js";

/*
 * Who may do what with which record, cell by cell. Every mutation is sent with a stale version: that is
 * looked at after the permission, so CONFLICT means "may", and nothing is ever written.
 */

/** In this order: the letters of a cell. */
const states = ["DRAFT", "IN_REVIEW", "PUBLISHED", "ARCHIVED", "DRAFT_BESIDE"] as const;
type State = (typeof states)[number];

/** O: may. F: FORBIDDEN. N: NOT_FOUND, as if there were none. U: UNAUTHENTICATED. */
const letters: Record<string, string> = {
  CONFLICT: "O",
  FORBIDDEN: "F",
  NOT_FOUND: "N",
  UNAUTHENTICATED: "U",
};

const personas = {
  visitor: null,
  member: { memberOf: ["kalmar"] },
  editor: { editorOf: ["kalmar"] },
  // Its organisation publishes without review.
  publisher: { editorOf: ["vaxjo"] },
  stranger: { editorOf: ["umea"] },
  staff: { staff: true },
  admin: { admin: true },
  reader: { clientOf: "kalmar", scopes: ["READ" as const] },
  contributor: { clientOf: "kalmar", scopes: ["READ" as const, "CONTRIBUTE" as const] },
  "publishing client": {
    clientOf: "vaxjo",
    scopes: ["READ" as const, "CONTRIBUTE" as const, "PUBLISH" as const],
  },
};
type Role = keyof typeof personas;

/** Whose the record is, seen from Kalmar and Växjö: records of both are in the bank. */
const owners = ["kalmar", "vaxjo"] as const;
type Owner = (typeof owners)[number];

const writes = (cell: string, sendBack: string, publish: string) => ({
  write: cell,
  sendBack,
  publish,
});
const all = (cell: string) => writes(cell, cell, cell);
const hidden = all("NNFNF");
const own = all("FFFFF");
const keeps = writes("OOOOO", "FFFFF", "FFFFF");
const publishes = writes("OOOOO", "FFFFF", "OOOOO");
const everything = all("OOOOO");
const nothing = all("UUUUU");
const floor = all("FFFFF");

/** What is expected of every role towards every owner's records. A missing cell fails. */
const expected: Record<Role, Record<Owner, ReturnType<typeof writes>>> = {
  visitor: { kalmar: nothing, vaxjo: nothing },
  member: { kalmar: own, vaxjo: hidden },
  editor: { kalmar: keeps, vaxjo: hidden },
  publisher: { kalmar: hidden, vaxjo: publishes },
  stranger: { kalmar: hidden, vaxjo: hidden },
  staff: { kalmar: everything, vaxjo: everything },
  // Administers people, organisations and keys; content is the programme's and the organisations'.
  admin: { kalmar: hidden, vaxjo: hidden },
  // An API key that only reads is stopped before anything is looked up.
  reader: { kalmar: floor, vaxjo: floor },
  contributor: { kalmar: keeps, vaxjo: hidden },
  "publishing client": { kalmar: hidden, vaxjo: publishes },
};
/** Methods are curated: nobody but staff publishes them. */
const expectedOfMethods = {
  ...expected,
  publisher: { kalmar: hidden, vaxjo: keeps },
  "publishing client": { kalmar: hidden, vaxjo: keeps },
};

const schema = buildApiSchema();
const mutations = Object.values(schema.getMutationType()?.getFields() ?? {});

/** What a mutation is, in the matrix: named after the verb. */
function operationOf(name: string): keyof ReturnType<typeof writes> {
  if (name.startsWith("sendBack")) return "sendBack";
  return name.startsWith("publish") ? "publish" : "write";
}

/** Every mutation of a record that goes through the lifecycle, as the schema has it. */
const lifecycleMutations = mutations.filter(({ args, name }) => {
  const names = args.map((each) => each.name);
  return names.includes("version") && /(CaseStudy|Method|Adoption)(Draft|Revision)?$/.test(name);
});
const kindOf = (name: string): "CaseStudy" | "Method" | "Adoption" =>
  name.includes("CaseStudy") ? "CaseStudy" : name.includes("Method") ? "Method" : "Adoption";

/** A value that an argument accepts. */
function valueFor({ name, type }: Pick<GraphQLArgument, "name" | "type">, id: string): string {
  if (name === "id") return JSON.stringify(id);
  const named = getNamedType(type);
  if (isInputObjectType(named)) return "{}";
  if (isEnumType(named)) return named.getValues()[0]?.name ?? "";
  return named.name === "Int" ? "0" : JSON.stringify("x");
}

let test: TestDatabase;
let api: TestApi;
const callers = new Map<Role, Pick<TestCaller, "ask">>();
const records = new Map<string, string>();
const recordKey = (kind: string, owner: string, state: State): string =>
  `${kind} ${owner} ${state}`;

beforeAll(async () => {
  test = await createTestDatabase({ seeded: true });
  const { client } = test.database;
  await client`update organisations set self_publishing = true where slug = 'vaxjo'`;
  api = await createTestApi(test.database);
  for (const [role, persona] of Object.entries(personas) as [Role, (typeof personas)[Role]][]) {
    callers.set(role, persona ? await api.as(persona) : api);
  }
  const [focus] = await client<{ id: string }[]>`select id from focus_areas limit 1`;
  if (!focus) throw new Error("The seeds have no focus area.");
  for (const owner of owners) {
    for (const state of states) {
      const stored = state === "DRAFT_BESIDE" ? "PUBLISHED" : state;
      const slug = `${owner}-${state.toLowerCase().replace("_", "-")}`;
      const at = stored === "PUBLISHED" ? new Date().toISOString() : null;
      const [made] = await client<Record<"caseStudy" | "method" | "adoption", string>[]>`
        with organisation as (select id from organisations where slug = ${owner}),
        study as (insert into case_studies (slug, state, title, summary, status, published_at)
          values (${slug}, ${stored}, ${slug}, 'Syntetisk.', 'ONGOING', ${at}::timestamptz) returning id),
        party as (insert into case_study_organisations (case_study_id, organisation_id, role)
          select study.id, organisation.id, 'LEAD' from study, organisation),
        method as (insert into methods (slug, state, name, summary, proposed_by_id, published_at)
          select ${slug}, ${stored}, ${slug}, 'Syntetisk.', organisation.id, ${at}::timestamptz
          from organisation returning id),
        adopted as (insert into methods (slug, state, name, summary, published_at)
          values (${`${slug}-a`}, 'PUBLISHED', ${slug}, 'Syntetisk.', now()) returning id),
        adoption as (insert into adoptions (organisation_id, method_id, state, status)
          select organisation.id, adopted.id, ${stored}, 'ADOPTED' from organisation, adopted
          returning id)
        select study.id as "caseStudy", method.id as method, adoption.id as adoption
        from study, method, adoption`;
      if (!made) throw new Error("Nothing was written.");
      const ids = { CaseStudy: made.caseStudy, Method: made.method, Adoption: made.adoption };
      for (const [kind, id] of Object.entries(ids)) {
        records.set(recordKey(kind, owner, state), toGlobalId(kind, id));
        if (state !== "DRAFT_BESIDE") continue;
        const caller = await api.as({ staff: true });
        const draft = await caller.read(
          `mutation ($id: ID!) { update${kind}(id: $id, version: 1, input: { note: "Ändrad." }) { userErrors { field en: message(locale: EN) } } }`,
          { id: records.get(recordKey(kind, owner, state)) },
        );
        expect(draft[`update${kind}`].userErrors).toEqual([]);
      }
    }
  }
}, 120_000);
afterAll(async () => {
  await api.close();
  await test.drop();
});

async function letterOf(role: Role, mutation: (typeof mutations)[number], id: string) {
  const args = mutation.args.map((each) => `${each.name}: ${valueFor(each, id)}`).join(", ");
  const answer = await callers
    .get(role)
    ?.ask(`mutation { done: ${mutation.name}(${args}) { userErrors { code } } }`);
  const code = answer?.errors?.[0]?.extensions.code ?? answer?.data?.done?.userErrors[0]?.code;
  return letters[code] ?? `? ${JSON.stringify(answer)}`;
}

describe("permissions", () => {
  it("are asked for of all the mutations of the lifecycle", () => {
    expect(lifecycleMutations).toHaveLength(24);
  });

  it.each(Object.keys(personas) as Role[])(
    "of %s are those of the matrix, in every cell",
    async (role) => {
      const wrong: string[] = [];
      for (const mutation of lifecycleMutations) {
        const kind = kindOf(mutation.name);
        const matrix = kind === "Method" ? expectedOfMethods : expected;
        for (const owner of owners) {
          const cell = matrix[role][owner][operationOf(mutation.name)];
          const found = await Promise.all(
            states.map((state) =>
              letterOf(role, mutation, records.get(recordKey(kind, owner, state)) ?? ""),
            ),
          );
          if (found.join("") !== cell) {
            wrong.push(`${mutation.name} of ${owner}: ${found.join("")} instead of ${cell}`);
          }
        }
      }
      expect(wrong).toEqual([]);
    },
    60_000,
  );

  it("on a draft that a member has proposed itself are to go on with it, and on a partner's to read it", async () => {
    const member = await api.as({ memberOf: ["kalmar"] });
    const { caseStudy } = await changeCase(member, "createCaseStudy", {
      input: {
        ...completeCase,
        organisations: [
          { organisation: "kalmar", role: "LEAD" },
          { organisation: "umea", role: "PARTNER" },
        ],
      },
    });
    expect(caseStudy.actions).toEqual(["UPDATE"]);
    const partner = await api.as({ editorOf: ["umea"] });
    const seen = await partner.read(
      `query ($slug: String!) { caseStudy(slug: $slug) { actions content { title } } }`,
      { slug: caseStudy.slug },
    );
    expect(seen.caseStudy).toEqual({ actions: [], content: { title: completeCase.title } });
  });

  it("to see agree between rows and SQL, for every role, record and state", async () => {
    const { orm } = test.database;
    const rows = await orm
      .select({ id: organisations.id, slug: organisations.slug })
      .from(organisations);
    const idOf = new Map(rows.map(({ slug, id }) => [slug, id]));
    const some = (slugs: readonly string[]) => slugs.map((slug) => idOf.get(slug) ?? "");
    const actors: Actor[] = [[], ["kalmar"], ["vaxjo"], ["umea"], ["kalmar", "vaxjo"]].flatMap(
      (slugs) =>
        [true, false].map((isStaff) => ({
          ...visitor,
          kind: "USER",
          id: "00000000-0000-7000-8000-000000000000",
          isStaff,
          isMember: slugs.length > 0,
          memberOf: some(slugs),
        })),
    );
    const cases = await orm.select().from(caseStudies);
    const parties = await orm.select().from(caseStudyOrganisations);
    const allMethods = await orm.select().from(methods);
    const allAdoptions = await orm.select().from(adoptions);
    const allContacts = await orm.select().from(contacts);
    const ids = (found: { id: string }[]) => found.map(({ id }) => id).toSorted();
    for (const actor of [visitor, ...actors]) {
      const partiesOf = (id: string) =>
        parties.filter((each) => each.caseStudyId === id).map((each) => each.organisationId);
      expect(ids(await orm.select().from(caseStudies).where(viewableCaseStudies(actor)))).toEqual(
        ids(cases.filter((row) => canViewCaseStudy(actor, row, partiesOf(row.id)))),
      );
      expect(ids(await orm.select().from(methods).where(viewableMethods(actor)))).toEqual(
        ids(allMethods.filter((row) => canViewMethod(actor, row))),
      );
      expect(ids(await orm.select().from(adoptions).where(viewableAdoptions(actor)))).toEqual(
        ids(
          allAdoptions.filter((row) => {
            const method = allMethods.find(({ id }) => id === row.methodId);
            return method !== undefined && canViewAdoption(actor, row, method);
          }),
        ),
      );
      expect(ids(await orm.select().from(contacts).where(viewableContacts(actor)))).toEqual(
        ids(allContacts.filter((row) => canViewContact(actor, row))),
      );
    }
  });
});
