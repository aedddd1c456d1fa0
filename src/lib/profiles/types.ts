// Profiles (paper §3.2): what kind of users would like an item, what kind of items a user would like, in a few sentences.
import type { FileSource } from '#lib/dataset/sources/source';
import type { BroughtProfiles, TrainView } from '#lib/dataset/types';
import type { AskContext } from '#lib/llm/local/ask';
import type { ProfileEdits } from './edits';

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

export interface JobProgress {
  readonly done: number;
  readonly total: number;
  readonly what: string;
  /** What is counted, where it is not the job's own unit. */
  readonly unit?: string;
  /** Of a wait that is long enough to be said: how long, and why. */
  readonly waiting?: string;
}

export interface JobControl {
  readonly signal?: AbortSignal;
  /** Resolves when work may go on; used to pause. */
  gate?(): Promise<void>;
  onProgress?(progress: JobProgress): void;
}

/** What a generator gets beside the training view and its settings. */
export interface GeneratorContext extends JobControl, AskContext {
  readonly edits?: ProfileEdits;
  /** Profiles that came with the data set, where some did. */
  readonly brought?: BroughtProfiles;
  /** The files that the cell names, where its generator reads some. */
  readonly files?: FileSource;
  /** Throws where a text that is about to leave holds what must not be learned from. */
  guard?(texts: Iterable<string>): void;
}

/** Writes profiles from training evidence only. Items first, then users from the items' profiles (paper §3.2). */
export interface ProfileGenerator<Settings> {
  readonly name: string;
  readonly label: string;
  readonly version: number;
  generate(view: TrainView, settings: Settings, seed: number, control: JobControl): Promise<ProfileSet>;
}
