import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApi, createTestApi } from "../support/test-api.js";
import { type TestDatabase, createTestDatabase } from "../support/test-database.js";

let test: TestDatabase;
let api: TestApi;
beforeAll(async () => {
  test = await createTestDatabase({ seeded: true });
  api = await createTestApi(test.database);
});
afterAll(async () => {
  await api.close();
  await test.drop();
});

interface Peer {
  score: number;
  organisation: { name: string };
  why: string[];
}

const peersOf = async (code: string, first: number): Promise<Peer[]> =>
  (
    await api.read(`{ municipality(code: "${code}") {
      peers(first: ${first}) { score organisation { name } why } } }`)
  ).municipality.peers;

describe("peers", () => {
  it.each([
    ["0180", "Stockholm", ["Malmö", "Göteborg"]],
    ["1280", "Malmö", ["Göteborg", "Stockholm"]],
    ["1493", "Mariestad", ["Skellefteå"]],
    ["0182", "Nacka", ["Järfälla"]],
  ])("%s %s is like %j", async (code, _name, expected) => {
    const names = (await peersOf(code, expected.length)).map((peer) => peer.organisation.name);
    expect(names.toSorted()).toEqual(expected.toSorted());
  });

  it("of Kalmar are cities of its SKR group, the most alike first, and say why", async () => {
    const peers = await peersOf("0880", 5);
    for (const { why } of peers) expect(why[0]).toBe("Samma kommungrupp hos SKR: B3 Större stad");
    const scores = peers.map((peer) => peer.score);
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));
  });

  it("are all others at most, none of an agency, and never itself", async () => {
    const all = await peersOf("0880", 100);
    expect(all).toHaveLength(22);
    expect(all.map((peer) => peer.organisation.name)).not.toContain("Kalmar");
    const { organisation } = await api.read(
      `{ organisation(slug: "vinnova") { peers { score } } }`,
    );
    expect(organisation.peers).toEqual([]);
  });
});
