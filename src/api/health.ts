import type { FastifyInstance } from "fastify";
import type { Database } from "../platform/database.js";

declare module "fastify" {
  interface FastifyInstance {
    /**
     * Says at `/readyz` that no more requests are wanted, and asks clients to close their connections;
     * requests are still answered.
     */
    startDraining(): void;
  }
}

/** Milliseconds that the database may take to be called ready. */
const readyLimitMs = 1_500;

/**
 * `/livez`: the process runs. `/readyz`: it can answer, and isn't about to end; search has a stand-in, so
 * it isn't asked.
 */
export function registerHealth(app: FastifyInstance, database: Database): void {
  let isDraining = false;
  app.decorate("startDraining", () => {
    isDraining = true;
  });
  app.addHook("onSend", (_request, reply, payload, done) => {
    if (isDraining) void reply.header("connection", "close");
    done(null, payload);
  });
  app.get("/livez", () => ({ status: "ok" }));
  app.get("/readyz", async (_request, reply) => {
    const unavailable = (reason: string) => reply.code(503).send({ status: "unavailable", reason });
    if (isDraining) return unavailable("The process is about to end.");
    const ready = await Promise.race([
      database.client`select 1`.then(
        () => true,
        () => false,
      ),
      new Promise<undefined>((resolve) => {
        setTimeout(resolve, readyLimitMs, undefined).unref();
      }),
    ]);
    if (ready) return { status: "ok" };
    if (ready === undefined) void database.check();
    return unavailable("PostgreSQL doesn't answer.");
  });
}
