import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { relayTags } from "./test/clients/relay-tags.js";

export default defineConfig({
  plugins: [relayTags],
  // One graphql module for everybody, else "another module or realm".
  resolve: { alias: { graphql: "graphql/index.js" } },
  test: {
    include: ["src/**/*.test.ts", "test/**/*.test.ts"],
    globalSetup: "test/support/global-setup.ts",
    // Most time goes into waiting for servers, and into loading the same modules: half of it is saved
    // by two files at once, and by not loading the modules again for each file. A file thus leaves
    // behind what it found: the environment, timers, module state.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    isolate: false,
    // Limits for a machine that is busy; what must be quick says so itself.
    testTimeout: 90_000,
    hookTimeout: 120_000,
    // CI reads how many tests passed from the file.
    reporters: process.env["CI"] ? ["default", "json"] : ["default"],
    outputFile: { json: "dist/test-results.json" },
  },
});
