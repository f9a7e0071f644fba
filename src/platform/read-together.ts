import { type SQL, sql } from "drizzle-orm";
import {
  type GraphQLFieldResolver,
  type GraphQLNamedType,
  type GraphQLResolveInfo,
  getNamedType,
  isAbstractType,
  isObjectType,
} from "graphql";
import type { Context } from "./context.js";
import { readJson } from "./database.js";
import { type Load, defineLoader } from "./loader.js";
import { asNode, typeNameOf } from "./node.type.js";
import { arrayLiteral } from "./relation.js";
import { type WantedRelation, listJson, relationDecoder, relationJson } from "./row-json.js";
import { wantedBeside } from "./wanted.js";

type Row = Record<string | symbol, unknown>;

/**
 * Lets a field whose resolver answers rows read with one more statement all that a query wants beside
 * them, rather than with one for each relation at each level.
 */
export function readBeside<Resolve extends GraphQLFieldResolver<unknown, unknown>>(
  resolve: Resolve,
): GraphQLFieldResolver<unknown, unknown> {
  return (root, args, context, info) => {
    const answer: unknown = resolve(root, args, context, info);
    const type = getNamedType(info.returnType);
    if (!isObjectType(type) && !isAbstractType(type)) return answer;
    // Most selections have nothing beside their rows.
    if (isObjectType(type) && !wantedBeside(info, type)) return answer;
    const complete = (value: unknown): unknown =>
      Array.isArray(value)
        ? Promise.all(value.map((row: unknown) => withOthers(context as Context, info, type, row)))
        : withOthers(context as Context, info, type, value);
    return answer instanceof Promise ? answer.then(complete) : complete(answer);
  };
}

function withOthers(
  context: Context,
  info: GraphQLResolveInfo,
  type: GraphQLNamedType,
  row: unknown,
): unknown {
  if (typeof row !== "object" || row === null || row instanceof Error) return row;
  const name = isAbstractType(type) ? typeNameOf(row) : undefined;
  const own = name === undefined ? type : info.schema.getType(name);
  const relations = isObjectType(own) ? wantedBeside(info, own) : undefined;
  if (!relations || relations.some(({ key }) => (row as Row)[key] === undefined)) return row;
  const read = loaderOf(relations)(context, row as Row);
  return name === undefined ? read : read.then((each) => asNode(each, name));
}

const loaders = new WeakMap<readonly WantedRelation[], Load<Row, Row>>();

function loaderOf(relations: readonly WantedRelation[]): Load<Row, Row> {
  let load = loaders.get(relations);
  if (!load) {
    load = defineLoader(createReader(relations), (): Row => {
      throw new Error("A row was asked for that no batch has read.");
    });
    loaders.set(relations, load);
  }
  return load;
}

/** Makes what reads all that belongs to some rows, and answers copies of these that have it in its places. */
function createReader(relations: readonly WantedRelation[]) {
  const keys = [...new Set(relations.map(({ key }) => key))];
  const columns = keys.map((_, at) => sql.raw(`k${at}`));
  const others = relations.map(({ relation, key, place, wanted }) => ({
    place,
    json: relationJson(relation, wanted, sql`parent.${columns[keys.indexOf(key)]}`),
    decode: relationDecoder(relation, wanted),
  }));
  return async ({ orm, actor }: Context, rows: readonly Row[]): Promise<Map<unknown, Row>> => {
    const lists = keys.map((key) => {
      const literal = arrayLiteral(rows.map((row) => row[key] as string | null));
      return sql`${sql.param(literal)}::uuid[]`;
    });
    const parents = sql`unnest(${list(lists)}) with ordinality as parent(${list(columns)}, place)`;
    const items = [sql`parent.place`, ...others.map(({ json }) => json(actor))];
    const read = await readJson<[number, ...unknown[]][]>(orm, listJson(items, parents));
    const complete = new Map<unknown, Row>();
    for (const [position, ...found] of read) {
      const row = rows[position - 1];
      if (!row) continue;
      // Others may have the same row, and want something else beside it.
      const copy = Object.assign(Object.create(Object.getPrototypeOf(row) as object) as Row, row);
      for (const [at, { place, decode }] of others.entries()) copy[place] = decode(found[at]);
      complete.set(row, copy);
    }
    return complete;
  };
}

const list = (parts: readonly SQL[]): SQL => sql.join([...parts], sql`, `);
