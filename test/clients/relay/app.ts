import type { SampleApp, Send } from "../sample-app.js";
import { casePage } from "./case-page.js";
import { createRelayClient } from "./client.js";
import { contribute } from "./contribute-page.js";
import { methodPage } from "./method-page.js";
import { municipalityPage } from "./municipality-page.js";
import { searchPage } from "./search-page.js";

/** Opens the app on the bank. */
export function openApp(send: Send): SampleApp {
  const client = createRelayClient(send);
  return {
    search: (query) => searchPage(client, { query, first: 5 }),
    caseStudy: (slug) => casePage(client, { slug }),
    method: (slug) => methodPage(client, { slug, count: 2 }),
    municipality: (code) => municipalityPage(client, { code }),
    contribute: (draft) => contribute(client, draft),
  };
}
