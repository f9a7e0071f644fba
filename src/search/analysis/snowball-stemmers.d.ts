/** What we use of the package, which brings no types. */
declare module "snowball-stemmers" {
  export function newStemmer(language: "swedish"): { stem(word: string): string };
}
