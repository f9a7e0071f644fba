import { createTransport } from "nodemailer";

/** A mail of plain text to one person. */
export interface Mail {
  to: string;
  subject: string;
  text: string;
}

/** Sends mails. */
export interface Mailer {
  /** @throws when the mail server can't be reached or refuses it, also when tried again */
  send(mail: Mail): Promise<void>;
  /**
   * Makes and sends a mail after the caller has answered: how long that takes tells nobody whether
   * there was anything to send. A failure is logged.
   */
  sendLater(make: () => Promise<Mail | undefined>): void;
  /** Resolves when nothing is under way any more. */
  idle(): Promise<void>;
}

/** What {@link createMailer} is given. */
export interface MailerOptions {
  /** An `smtp://` or `smtps://` address. Absent: mails aren't sent but handed to `print`. */
  smtpUrl: string | undefined;
  /** The sender. */
  from: string;
  print: (text: string) => void;
  log: { error(details: object, message: string): void };
  /** Milliseconds before each further attempt. */
  pauses?: readonly number[];
}

const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
/** How long a mail server may take for each step. */
const patienceMs = 10_000;

/** Makes the mailer. Nothing is connected to before the first mail. */
export function createMailer(options: MailerOptions): Mailer {
  const { smtpUrl, from, print, log, pauses = [1_000, 5_000] } = options;
  const transport =
    smtpUrl === undefined
      ? undefined
      : createTransport({
          url: smtpUrl,
          connectionTimeout: patienceMs,
          greetingTimeout: patienceMs,
          socketTimeout: patienceMs,
          // A mail of ours is text: it reads no file and fetches no address.
          disableFileAccess: true,
          disableUrlAccess: true,
        });
  const underWay = new Set<Promise<void>>();

  async function send({ to, subject, text }: Mail): Promise<void> {
    if (!transport) {
      print(`\nMail to ${to} (SMTP_URL isn't set, so it isn't sent)\n${subject}\n\n${text}`);
      return;
    }
    // An address as an object is taken as it is; a text could be read as several.
    const mail = { from, to: { name: "", address: to }, subject, text };
    for (const pause of pauses) {
      const isSent = await transport.sendMail(mail).then(
        () => true,
        () => false,
      );
      if (isSent) return;
      await wait(pause);
    }
    await transport.sendMail(mail);
  }

  return {
    send,
    sendLater(make) {
      const work = make()
        .then((mail) => mail && send(mail))
        .catch((error: unknown) => {
          // The mail server's words may hold the address.
          const { code, responseCode } = error as { code?: unknown; responseCode?: unknown };
          log.error({ code, responseCode }, "a mail wasn't sent");
        })
        .finally(() => underWay.delete(work));
      underWay.add(work);
    },
    async idle() {
      await Promise.all(underWay);
    },
  };
}
