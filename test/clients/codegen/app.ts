import type { Send, SampleApp } from "../sample-app.js";
import { casePage } from "./case-page.js";
import { contribute } from "./contribute-page.js";
import type { Execute } from "./execute.js";
import { methodPage } from "./method-page.js";
import { municipalityPage } from "./municipality-page.js";
import { searchPage } from "./search-page.js";

/** Opens the app on the bank. */
export function openApp(send: Send): SampleApp {
  // What the bank answers to an operation is of the type that was compiled from it: the contract says so.
  const execute = (async (operation, variables) =>
    send(operation.toString(), variables)) as Execute;
  return {
    async search(query) {
      const first = await searchPage(execute, { query });
      const second = await searchPage(execute, { query, after: first.next });
      return { totalCount: first.totalCount, lines: [...first.lines, ...second.lines] };
    },
    caseStudy: (slug) => casePage(execute, { slug }),
    method: (slug) => methodPage(execute, { slug, first: 2 }),
    municipality: (code) => municipalityPage(execute, { code }),
    contribute: (draft) => contribute(execute, draft),
  };
}
