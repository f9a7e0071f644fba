/**
 * What no GraphQL server can beat: Fastify with the same pool, one SQL statement that returns the
 * nested list as JSON, and a fixed string. A process of its own, told its database by DATABASE_URL and
 * its port by PORT.
 */
import Fastify from "fastify";
import { connectDatabase } from "../../src/platform/database.js";

/** The nested list as one statement, with the conditions that a visitor's reads have. */
const statement = `
  select json_build_object('data', json_build_object('caseStudies', json_build_object('nodes',
    json_agg(json_build_object(
      'slug', c.slug,
      'title', c.title,
      'organisations', (
        select coalesce(json_agg(json_build_object('role', co.role,
            'organisation', json_build_object('slug', o.slug, 'name', o.name))
          order by co.role, co.organisation_id), '[]')
        from case_study_organisations co join organisations o on o.id = co.organisation_id
        where co.case_study_id = c.id),
      'lessons', (
        select coalesce(json_agg(json_build_object('kind', l.kind, 'text', l.text, 'basis', l.basis)
          order by l.position, l.id), '[]')
        from lessons l where l.case_study_id = c.id),
      'methods', (
        select coalesce(json_agg(json_build_object('slug', m.slug, 'name', m.name) order by m.name), '[]')
        from (
          select method_id from method_case_studies where case_study_id = c.id
          union
          select a.method_id from adoption_case_studies ac join adoptions a on a.id = ac.adoption_id
          where ac.case_study_id = c.id and a.state = 'PUBLISHED') as pairs
        -- Without the offset PostgreSQL begins with all methods, which is three times slower.
        join lateral (select * from methods where id = pairs.method_id offset 0) as m on true
        where m.state = 'PUBLISHED'),
      'contacts', (
        select coalesce(json_agg(json_build_object('name', p.name, 'role', p.role)
          order by p.name, p.id), '[]')
        from contact_case_studies pc join contacts p on p.id = pc.contact_id
        where pc.case_study_id = c.id and p.visibility = 'PUBLIC'))
    order by coalesce(c.published_at, c.created_at), c.id))))::text as answer
  from (select id, slug, title, published_at, created_at from case_studies where state = 'PUBLISHED'
    order by coalesce(published_at, created_at), id limit 20) c`;

const { client } = connectDatabase({ url: process.env["DATABASE_URL"] ?? "" });
const readList = async (): Promise<string> => {
  const [row] = await client.unsafe<{ answer: string }[]>(statement, [], { prepare: true });
  return row?.answer ?? "";
};
const json = "application/json; charset=utf-8";
const fixed = await readList();
const app = Fastify();
app.post("/graphql", async (_request, reply) => reply.type(json).send(await readList()));
app.get("/graphql", (_request, reply) => reply.type(json).send(fixed));
app.get("/readyz", () => ({ status: "ok" }));
await app.listen({ port: Number(process.env["PORT"]), host: "127.0.0.1" });
