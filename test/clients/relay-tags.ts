import type { Plugin } from "vitest/config";

/**
 * Puts what relay-compiler has made in the place of the `graphql` tags of the Relay app: the tag itself
 * can't be run, and every bundler has such a plugin.
 */
export const relayTags: Plugin = {
  name: "relay-tags",
  enforce: "pre",
  transform(code, id) {
    if (!id.includes("/test/clients/relay/")) return undefined;
    return code.replaceAll(
      /graphql`\s*(?:query|mutation|fragment)\s+(\w+)[^`]*`/g,
      '(await import("./__generated__/$1.graphql.js")).default',
    );
  },
};
