/** Where in an answer's data an error with a path has left null: there, or somewhere above. */
export function nullAt(data: unknown, path: readonly (string | number)[]): string {
  let value = data;
  for (const [at, step] of path.entries()) {
    if (value === null || value === undefined) return path.slice(0, at).join(".");
    value = (value as Record<string | number, unknown>)[step];
  }
  return path.join(".");
}
