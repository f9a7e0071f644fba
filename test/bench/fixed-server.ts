/**
 * Fastify with a fixed string: the bytes that another server answers at the same path, which FIXED_FROM
 * names. A process of its own, told its port by PORT.
 */
import Fastify from "fastify";

const reply = await fetch(process.env["FIXED_FROM"] ?? "");
const type = reply.headers.get("content-type") ?? "";
const fixed = await reply.text();
const app = Fastify();
app.get("/graphql", (_request, answer) => answer.type(type).send(fixed));
app.get("/readyz", () => ({ status: "ok" }));
await app.listen({ port: Number(process.env["PORT"]), host: "127.0.0.1" });
