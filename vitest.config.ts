import { defineConfig } from "vitest/config";
import { relayTags } from "./test/clients/relay-tags.js";

export default defineConfig({
  plugins: [relayTags],
  // One graphql module for everybody, else "another module or realm".
  resolve: { alias: { graphql: "graphql/index.js" } },
  test: {
    include: ["src/**/*.test.ts", "test/**/*.test.ts"],
    globalSetup: "test/support/global-setup.ts",
    // Limits for a machine that is busy; what must be quick says so itself.
    testTimeout: 90_000,
    hookTimeout: 120_000,
    // CI reads how many tests passed from the file.
    reporters: process.env["CI"] ? ["default", "json"] : ["default"],
    outputFile: { json: "dist/test-results.json" },
  },
});
