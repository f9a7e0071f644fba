/** Sends an operation to the bank; answers its data. */
export type Send = (text: string, variables: object) => Promise<object>;

/** The pages that each sample app shows, whatever its GraphQL client. */
export interface SampleApp {
  /** Two pages of five hits. */
  search(query: string): Promise<{ totalCount: number; lines: string[] }>;
  caseStudy(slug: string): Promise<CasePage | undefined>;
  /** With everybody who has tried it, read in pages of two. */
  method(slug: string): Promise<MethodPage | undefined>;
  municipality(code: string): Promise<MunicipalityPage | undefined>;
  /** Begins a case study, then writes what it is about. */
  contribute(draft: Draft): Promise<Contribution>;
}

export interface CasePage {
  title: string;
  methods: string[];
  lessons: string[];
  results: string[];
}

export interface MethodPage {
  name: string;
  totalCount: number;
  adopters: string[];
}

export interface MunicipalityPage {
  name: string;
  county: string;
  peers: string[];
  caseCount: number;
}

/** What an officer has typed. */
export interface Draft {
  title: string;
  /** A slug. */
  organisation: string;
  summary: string;
}

export interface Contribution {
  /** Undefined where none was made. */
  draft: { slug: string; state: string; version: number; summary: string } | undefined;
  /** What the officer can mend: `field CODE`. */
  problems: string[];
}

/** Opens a sample app on the bank. */
export type OpenApp = (send: Send) => SampleApp;
