// Profiles (paper §3.2): what kind of users would like an item, what kind of items a user would like, in a few sentences.

export interface Profile {
  /** The summary; null where the generator had nothing to go on ("None" in the official prompts). */
  readonly text: string | null;
  /** Why: the evidence in words. */
  readonly reasoning: string;
  /** What the generator read, all of it from training data. */
  readonly evidence: {
    readonly items: readonly string[];
    readonly reviews: number;
    readonly fields: readonly string[];
  };
  /** Of profiles that a language model wrote. */
  readonly answer?: ProfileAnswer;
  /** When a reader changed it (ISO time); left out where nobody did. */
  readonly edited?: string;
}

/** Where a written profile came from, and what it cost. */
export interface ProfileAnswer {
  /** Of the stored answer. */
  readonly key: string;
  readonly model: string;
  readonly promptVersion: string;
  readonly host: string;
  readonly calls: number;
  /** Tokens; null where the service does not count. */
  readonly usage: { readonly inputTokens: number; readonly outputTokens: number } | null;
  /** Tokens, as estimated before it was asked. */
  readonly estimate: { readonly inputTokens: number; readonly outputTokens: number };
  readonly estimatedDollars: number | null;
  /** Dollars; null where the price is not known. */
  readonly dollars: number | null;
  readonly created: string;
  /** What is wrong with the answer, where something is: the profile has no text then. */
  readonly problem: string | null;
  readonly detail: string;
}

export interface ProfileSet {
  /** By index. */
  readonly users: readonly Profile[];
  readonly items: readonly Profile[];
  readonly provenance: ProfileProvenance;
}

export interface ProfileProvenance {
  readonly generator: string;
  /** One sentence that a reader sees beside every profile, e.g. "Written by a template, not by an LLM." */
  readonly label: string;
  readonly version: number;
  readonly settings: Readonly<Record<string, string | number | boolean>>;
}
