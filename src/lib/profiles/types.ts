// Profiles (paper §3.2): what kind of users would like an item, what kind of items a user would like, in a few sentences.
import type { TrainView } from '#lib/dataset/types';

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
}

export interface JobControl {
  readonly signal?: AbortSignal;
  onProgress?(progress: JobProgress): void;
}

/** Writes profiles from training evidence only. Items first, then users from the items' profiles (paper §3.2). */
export interface ProfileGenerator<Settings> {
  readonly name: string;
  readonly label: string;
  readonly version: number;
  generate(view: TrainView, settings: Settings, seed: number, control: JobControl): Promise<ProfileSet>;
}
