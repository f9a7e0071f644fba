import { defineConfig } from "vitest/config";

export default defineConfig({
  // One graphql module for everybody, else "another module or realm".
  resolve: { alias: { graphql: "graphql/index.js" } },
  test: {
    include: ["src/**/*.test.ts", "test/**/*.test.ts"],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
