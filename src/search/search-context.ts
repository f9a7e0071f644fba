import type { Context } from "../platform/context.js";
import type { SearchService } from "./search-service.js";

declare module "../platform/context.js" {
  interface Context {
    /** Answers searches; one for the whole process. */
    readonly search: SearchService;
  }
}

/** The search service of a request. */
export const searchOf = (context: Context): SearchService => context.search;
