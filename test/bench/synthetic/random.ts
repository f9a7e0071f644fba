/** Draws numbers from 0 up to but not including 1; the same seed draws the same ones. */
export type Random = () => number;

/**
 * Makes a source of numbers (sfc32). Its state is four words, so that every record can have a source
 * of its own without two of them running into each other, as they would on one short circle.
 */
export function createRandom(seed: number, stream = 0): Random {
  let a = seed | 0;
  let b = stream | 0;
  let c = 0x9e3779b9 | 0;
  let counter = 1;
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    c |= 0;
    return (sum >>> 0) / 4_294_967_296;
  };
  // Seeds that lie close to each other begin alike; after some rounds nothing is left of that.
  for (let round = 0; round < 12; round += 1) next();
  return next;
}

/** A whole number from `low` to `high`, both possible. */
export const between = (random: Random, low: number, high: number): number =>
  low + Math.floor(random() * (high - low + 1));

/** Draws one of a list's items. */
export type Draw<Item> = (random: Random) => Item;

/** Every item as often as any other. @throws when the list is empty */
export function evenly<Item>(items: readonly Item[]): Draw<Item> {
  return (random) => itemAt(items, Math.floor(random() * items.length));
}

/**
 * The first items far oftener than the last, as words are in texts: by Zipf's law the item of rank r
 * has the weight 1 / (r + 2)^exponent.
 * @throws when the list is empty
 */
export function ranked<Item>(items: readonly Item[], exponent = 1): Draw<Item> {
  let sum = 0;
  const sums = items.map((_, rank) => (sum += 1 / (rank + 2) ** exponent));
  return (random) => {
    const wanted = random() * sum;
    let low = 0;
    let high = sums.length - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((sums[middle] ?? sum) > wanted) high = middle;
      else low = middle + 1;
    }
    return itemAt(items, low);
  };
}

function itemAt<Item>(items: readonly Item[], index: number): Item {
  if (index >= items.length) throw new Error("There is nothing to draw from.");
  return items[index] as Item;
}

/**
 * A UUIDv7 of an instant (milliseconds since 1970), as PostgreSQL makes them, but from `random`:
 * the same fill gives the same ids.
 */
export function uuidAt(milliseconds: number, random: Random): string {
  const time = milliseconds.toString(16).padStart(12, "0");
  const word = (): string =>
    Math.floor(random() * 4_294_967_296)
      .toString(16)
      .padStart(8, "0");
  const [first, second, third] = [word(), word(), word()];
  const variant = (8 + Math.floor(random() * 4)).toString(16);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${first.slice(0, 3)}-${variant}${first.slice(3, 6)}-${second}${third.slice(0, 4)}`;
}
