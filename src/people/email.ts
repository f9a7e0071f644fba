import { textThat } from "../platform/validation.js";

const format =
  /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$/;
const domainFormat = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$/;

/** An e-mail address, in lower case: all of ours are kept so. */
export const email = textThat(254, (value) => format.test(value.toLowerCase()), {
  sv: "Skriv en e-postadress, till exempel anna@kommun.example.",
  en: "Write an e-mail address, for example anna@kommun.example.",
}).transform((value) => value.toLowerCase());

/** A domain of e-mail addresses, in lower case. */
export const emailDomain = textThat(253, (value) => domainFormat.test(value.toLowerCase()), {
  sv: "Skriv en domän, till exempel kommun.example.",
  en: "Write a domain, for example kommun.example.",
}).transform((value) => value.toLowerCase());

/** The domain of an address. */
export const domainOf = (address: string): string => address.slice(address.lastIndexOf("@") + 1);
