import { defineConfig } from "vitest/config";
import { relayTags } from "./test/clients/relay-tags.js";

export default defineConfig({
  plugins: [relayTags],
  // One graphql module for everybody, else "another module or realm".
  resolve: { alias: { graphql: "graphql/index.js" } },
  test: {
    include: ["src/**/*.test.ts", "test/**/*.test.ts"],
    globalSetup: "test/support/global-setup.ts",
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // CI reads how many tests passed from the file.
    reporters: process.env["CI"] ? ["default", "json"] : ["default"],
    outputFile: { json: "dist/test-results.json" },
  },
});
