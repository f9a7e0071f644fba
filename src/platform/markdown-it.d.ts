/** What we use of the package, which brings no types. */
declare module "markdown-it" {
  export default class MarkdownIt {
    constructor(preset: "commonmark", options: { html: boolean; maxNesting: number });
    /** Whether an address may be linked to. */
    validateLink: (address: string) => boolean;
    render(text: string): string;
  }
}
