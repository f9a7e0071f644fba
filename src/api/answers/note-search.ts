import type { SearchService } from "../../search/search-service.js";
import type { Exchange } from "../exchange.js";

/** The search service of one request, which notes that the search has a part in its answer. */
export function noteSearch(search: SearchService, exchange: Exchange): SearchService {
  const asked = (): SearchService => {
    exchange.asksSearch = true;
    return search;
  };
  return {
    search: (request) => asked().search(request),
    similar: (kind, ids) => asked().similar(kind, ids),
    suggest: (typed, limit) => asked().suggest(typed, limit),
  };
}
