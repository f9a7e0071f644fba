import type { SearchService } from "../../search/search-service.js";
import type { Exchange } from "../exchange.js";

/** The search service of one request, which notes at which moment the search has a part in its answer. */
export function noteSearch(search: SearchService, exchange: Exchange): SearchService {
  const note = (moment: number | "passing" | undefined): void => {
    const earlier = exchange.searchedAt;
    const isSame = earlier === undefined || earlier === moment;
    exchange.searchedAt = isSame ? (moment ?? "passing") : "passing";
  };
  return {
    async search(request) {
      note(search.moment());
      const answer = await search.search(request);
      if (answer.degraded) note("passing");
      return answer;
    },
    similar(kind, ids) {
      note(search.moment());
      return search.similar(kind, ids);
    },
    suggest(typed, limit) {
      // Suggestions age; nothing tells of it.
      note("passing");
      return search.suggest(typed, limit);
    },
    moment: () => search.moment(),
  };
}
