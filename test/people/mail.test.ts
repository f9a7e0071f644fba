import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";
import { afterEach, describe, expect, it } from "vitest";
import { type Mailer, createMailer } from "../../src/platform/mailer.js";
import { createTestApi } from "../support/test-api.js";
import { createTestDatabase } from "../support/test-database.js";

const stops: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

/** A real mail server; `refusals` of its first mails are turned away. */
async function startMailServer(refusals = 0) {
  const mails: { to: string[]; from: string; text: string }[] = [];
  let left = refusals;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        left -= 1;
        if (left >= 0) return done(Object.assign(new Error("Not now"), { responseCode: 451 }));
        const { mailFrom, rcptTo } = session.envelope;
        mails.push({
          from: mailFrom ? mailFrom.address : "",
          to: rcptTo.map(({ address }) => address),
          text: Buffer.concat(chunks).toString("utf8"),
        });
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  const stop = () => new Promise<void>((resolve) => server.close(() => resolve()));
  stops.push(stop);
  const { port } = server.server.address() as AddressInfo;
  return { mails, stop, url: `smtp://127.0.0.1:${port}` };
}

const errors: object[] = [];
const mailerAt = (smtpUrl: string): Mailer =>
  createMailer({
    smtpUrl,
    from: "lardomsbanken@bank.example",
    print: () => {},
    log: { error: (details) => void errors.push(details) },
    pauses: [20, 40],
  });

describe("mail", () => {
  it("carries a link from a real mail server to a session", async () => {
    const server = await startMailServer();
    const test = await createTestDatabase({ seeded: true });
    stops.push(() => test.drop());
    const mailer = mailerAt(server.url);
    const api = await createTestApi(test.database, undefined, { mailer });
    stops.push(() => api.close());
    await api.as({ staff: true, email: "staff@bank.example" });
    await api.read(`mutation { requestSignInLink(email: "Staff@bank.example") { isAccepted } }`);
    await mailer.idle();
    expect(server.mails).toHaveLength(1);
    const [mail] = server.mails;
    expect(mail).toMatchObject({ to: ["staff@bank.example"], from: "lardomsbanken@bank.example" });
    // Quoted-printable folds lines with `=` and writes `=` as `=3D`.
    const text = mail?.text.replaceAll("=\r\n", "").replaceAll("=3D", "=") ?? "";
    const [, token = ""] = /\/sign-in\?token=([\w-]{43})/.exec(text) ?? [];
    const { confirmSignIn } = await api.read(
      `mutation ($token: String!) { confirmSignIn(token: $token) { signedInUntil } }`,
      { token },
    );
    expect(Date.parse(confirmSignIn.signedInUntil)).toBeGreaterThan(Date.now());
  });

  it("is tried again when the server turns it away", async () => {
    const server = await startMailServer(2);
    await mailerAt(server.url).send({ to: "a@bank.example", subject: "Prov", text: "Hej" });
    expect(server.mails).toHaveLength(1);
  });

  it("that can't be sent is logged without the address", async () => {
    const server = await startMailServer();
    await server.stop();
    stops.pop();
    errors.length = 0;
    const mailer = mailerAt(server.url);
    mailer.sendLater(async () => ({ to: "secret@bank.example", subject: "Prov", text: "Hej" }));
    await mailer.idle();
    expect(errors).toHaveLength(1);
    expect(JSON.stringify(errors)).toMatch(/ESOCKET|ECONNREFUSED|ECONNECTION/);
    expect(JSON.stringify(errors)).not.toContain("secret@");
  });
});
