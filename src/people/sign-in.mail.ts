import type { Mail } from "../platform/mailer.js";

/** The mail that a sign-in link is sent with. */
export const signInMail = (to: string, link: string): Mail => ({
  to,
  subject: "Logga in i Lärdomsbanken",
  text: `Hej!

Öppna länken och tryck på knappen för att logga in. Den gäller en gång, i 15 minuter.

${link}

Har du inte bett om den? Då behöver du inte göra något: utan länken kommer ingen in.

In English: open the link and press the button to sign in. It works once, within 15 minutes. If you
didn't ask for it, ignore this mail.
`,
});

/** The mail that tells somebody of being invited. */
export const invitationMail = (to: string, organisation: string, signInPage: string): Mail => ({
  to,
  subject: `Inbjudan till Lärdomsbanken för ${organisation}`,
  text: `Hej!

Du är inbjuden till ${organisation} i Lärdomsbanken, kunskapsbanken för Klimatneutrala städer 2030.
Logga in med den här e-postadressen:

${signInPage}

Vill du inte vara med? Då behöver du inte göra något: uppgiften om din adress tas bort efter 90 dagar.

In English: you are invited to ${organisation} in Lärdomsbanken. Sign in with this e-mail address at the
page above. If you don't want to, do nothing: your address is removed after 90 days.
`,
});
