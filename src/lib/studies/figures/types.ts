// What a figure says of itself, what it is made from, and what makes it. A figure is a small study whose result is plain JSON: the same in
// the tab, on the command line and on a prerendered page. Only types.
import type { FileSource } from '#lib/dataset/sources/source';
import type { Dataset } from '#lib/dataset/types';
import type { EmbeddingSet } from '#lib/embeddings/types';
import type { ResolvedSettings, SettingField } from '#lib/settings/field';
import type { NamedArray } from '#lib/training/export/safetensors';
import type { RunArrays, RunSettings } from '#lib/training/types';

/** Other cells that a figure reads; what is left out it does not read. */
export interface FigureReads {
  readonly dataset?: true;
  /** How many train cells it needs at least; it takes none, where left out. */
  readonly runs?: number;
  readonly embeddings?: true;
  /** It shows one user, whom `user` names. */
  readonly user?: true;
  /** It marks clicks that another data set does not have. */
  readonly clean?: true;
}

/** All that is known of a figure without its code: forms, validation, ids, lessons and documentation are made from it. */
export interface FigureDescription {
  readonly name: string;
  /** What it shows, in a few words. */
  readonly label: string;
  /** Raised when a change of code changes results. */
  readonly version: number;
  readonly reads: FigureReads;
  readonly fields: readonly SettingField[];
  /** Places of its output that a step of a lesson may point at. */
  readonly parts: readonly string[];
  /** What a reader can do in its output, and a step can wait for. */
  readonly acts: readonly string[];
  /** It trains, and has a recall by epoch among its values: "recall.0", "recall.1", … A step can keep that as a curve. */
  readonly trains?: true;
}

/** One stored run that a figure looks at. */
export interface FigureRun {
  /** e.g. "LightGCN-Con". */
  readonly label: string;
  readonly seed: number;
  readonly settings: RunSettings;
  readonly arrays: RunArrays;
  /** The trained parameters by name ("nodes": the node table [N, d]; "alignment.…"); null where the run did not keep them. */
  readonly parameters: Readonly<Record<string, NamedArray>> | null;
}

export interface FigureInput {
  /** Present where the figure's description says so. */
  readonly dataset: Dataset | null;
  /** The data set without added noise, where the cell names one. */
  readonly clean: Dataset | null;
  /** Where the truth file of synthetic data lies; null where there is none. */
  readonly truth: FileSource | null;
  readonly runs: readonly FigureRun[];
  readonly embeddings: EmbeddingSet | null;
  /** Index of the user, where the figure shows one. */
  readonly user: number | null;
  /** How that user was chosen, where nobody named one. */
  readonly rule: string | null;
  readonly seed: number;
  readonly settings: ResolvedSettings;
  /** "webgpu", "wasm" or "cpu": the device that is on. */
  readonly backend: string;
  /** Lets messages in, stops when cancelled; to be awaited between pieces of work. */
  step(done: number, total: number): Promise<void>;
}

/** Makes one figure. Needs a started backend where it uses operators. */
export type FigureStudy<Data> = (input: FigureInput) => Promise<Data>;
