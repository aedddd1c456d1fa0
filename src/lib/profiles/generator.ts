// A generator of profiles: what is said of it, what it gets and what it gives. Types only; the generators there are: generators.ts.
import type { FileSource } from '#lib/dataset/sources/source';
import type { BroughtProfiles, TrainView } from '#lib/dataset/types';
import type { AskContext } from '#lib/llm/local/ask';
import type { SettingField } from '#lib/settings/field';
import type { Work } from '#lib/work/work';
import type { ProfileEdits } from './edits';
import type { ProfileSet } from './types';

export interface GeneratorDescription {
  readonly name: string;
  /** One sentence that a reader sees beside every profile. */
  readonly label: string;
  /** Raised when a change of code changes results. */
  readonly version: number;
  /** It asks a service, which may cost money. */
  readonly asksService?: true;
  /** It reads what the data say of items. */
  readonly readsTexts?: true;
  /** It reads files that its setting "source" names. */
  readonly readsFiles?: 'profiles';
  readonly fields: readonly SettingField[];
}

/** What a generator gets beside the training view and its settings. */
export interface GeneratorContext extends Work, AskContext {
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
  generate(view: TrainView, settings: Settings, seed: number, work: Work): Promise<ProfileSet>;
}
