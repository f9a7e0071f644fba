import { createHash } from "node:crypto";

/** The languages of the pages. */
export type PageLocale = "sv" | "en";

const css =
  "body{font:1.125rem/1.5 system-ui,sans-serif;max-width:34rem;margin:10vh auto;padding:0 1rem}" +
  "label,input,button{font:inherit;display:block}input{width:100%;box-sizing:border-box;padding:.5rem;margin:.25rem 0 1rem;border:1px solid #595959}" +
  "button{padding:.6rem 1.2rem;border:0;border-radius:.25rem;background:#0b5a3c;color:#fff;cursor:pointer}.error{color:#a30000}";

/** The pages' only style, and what a content security policy names it by. */
export const style = { css, hash: `sha256-${createHash("sha256").update(css).digest("base64")}` };

const escape = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

const texts = {
  sv: {
    title: "Logga in",
    email: "E-postadress i tjänsten",
    send: "Skicka länk",
    confirm: "Tryck på knappen för att logga in.",
    button: "Logga in",
    or: "Eller logga in med",
    broken: "Länken är inte hel. Kopiera hela länken från mejlet.",
    sent: "Om adressen får logga in är en länk på väg till den; den gäller i 15 minuter. Kommer inget mejl, fråga den som är redaktör i din organisation.",
    elsewhere: "Inloggningen skickades från en annan webbplats. Öppna sidan här och försök igen.",
    unreachable:
      "Inloggningstjänsten svarar inte just nu. Försök igen om en stund, eller logga in med en länk.",
    expired: "Inloggningen tog för lång tid, eller påbörjades i en annan webbläsare. Börja om.",
    refused: "Inloggningen avbröts eller kunde inte bekräftas. Börja om.",
    again: "Till inloggningen",
  },
  en: {
    title: "Sign in",
    email: "E-mail address at work",
    send: "Send a link",
    confirm: "Press the button to sign in.",
    button: "Sign in",
    or: "Or sign in with",
    broken: "The link isn't whole. Copy all of it from the mail.",
    sent: "If the address may sign in, a link is on its way to it; it holds for 15 minutes. If no mail comes, ask your organisation's editor.",
    elsewhere: "The form was sent from another site. Open the page here and try again.",
    unreachable:
      "The provider doesn't answer right now. Try again in a moment, or sign in with a link.",
    expired: "The sign-in took too long, or was begun in another browser. Begin anew.",
    refused: "The sign-in was cancelled, or couldn't be confirmed. Begin anew.",
    again: "To the sign-in page",
  },
} as const;

const page = (locale: PageLocale, body: string): string => `<!doctype html>
<html lang="${locale}">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${texts[locale].title} – Lärdomsbanken</title>
    <style>${css}</style>
  </head>
  <body>
    <main>
      <h1>${texts[locale].title}</h1>
${body}
    </main>
  </body>
</html>
`;

/**
 * The page where one asks for a link.
 * @param issuers the providers of identities to offer beside it
 * @param error what is to be mended
 */
export function requestPage(
  locale: PageLocale,
  issuers: readonly { key: string; name: string }[],
  error?: string,
): string {
  const { email, send, or } = texts[locale];
  const links = issuers.map(
    ({ key, name }) => `<li><a href="/sign-in/oidc/${key}">${escape(name)}</a></li>`,
  );
  return page(
    locale,
    `${error === undefined ? "" : `<p class="error" role="alert">${escape(error)}</p>`}
      <form method="post" action="/sign-in">
        <label for="email">${email}</label>
        <input id="email" name="email" type="email" autocomplete="email" required maxlength="254">
        <button>${send}</button>
      </form>${links.length > 0 ? `<p>${or}</p><ul>${links.join("")}</ul>` : ""}`,
  );
}

/** The page that a link leads to. */
export const confirmPage = (locale: PageLocale, token: string): string =>
  page(
    locale,
    `      <p>${texts[locale].confirm}</p>
      <form method="post" action="/sign-in">
        <input type="hidden" name="token" value="${escape(token)}">
        <button>${texts[locale].button}</button>
      </form>`,
  );

/** What a page can say. */
type Message = "broken" | "sent" | "elsewhere" | "unreachable" | "expired" | "refused";

/** A page that says one thing. */
export const messagePage = (locale: PageLocale, message: Message): string =>
  page(
    locale,
    `      <p role="status">${texts[locale][message]}</p>
      <p><a href="/sign-in">${texts[locale].again}</a></p>`,
  );
