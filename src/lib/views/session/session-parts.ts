// Declares what an open notebook is made with: its text and results, and how it reaches the engine, the parser and storage. Types alone.
import type { GraphSize } from '#lib/bench/graphs';
import type { NotebookEngine } from '#lib/engine/routing/notebook-engine';
import type { TrainingEstimate } from '#lib/engine/compute/estimate';
import type { LookedCell } from '#lib/notebook/plan/look';
import type { ColdWords } from './cold-words';
import type { DocumentTools } from '../document/load-tools';
import type { LinksFrom } from '../document/markdown';
import type { CellBlock, PreparedNotebook } from '../document/prepared';
import type { KeptNotebook, ShownResults } from '../results/shown-results';

export interface SessionParts {
  /** File name for messages and exports, e.g. "quick-start.md". */
  readonly fileName: string;
  /** Under which it is kept (kept-notebooks.ts); left out where it is not. */
  readonly keptId?: string;
  /** Where its links begin; by the file's name where left out. */
  readonly linksFrom?: LinksFrom;
  readonly notebook: PreparedNotebook;
  readonly results: ShownResults;
  /** The text as it came with the page, where it did: what "revert" goes back to. */
  readonly original: { readonly notebook: PreparedNotebook; readonly results: ShownResults } | null;
  /** The original came by a link, not with the site. */
  readonly isLinked?: true;
  /** What runs of the original would take in a browser that has nothing stored. */
  readonly cold?: ColdWords;
  /** Loads the engine; called at the first run, not before. */
  engine(cells: () => readonly CellBlock[]): Promise<NotebookEngine>;
  /** What of a text is stored; loads what it takes. Left out where nobody can look. */
  look?(text: string): Promise<readonly LookedCell[]>;
  /** Times a few training steps on this device; null where it was cancelled. */
  estimate?(size: GraphSize, width: number): Promise<TrainingEstimate | null>;
  /** Loads the parser; called at the first edit or run. */
  tools(): Promise<DocumentTools>;
  /** Keeps the reader's own copy; null forgets it. */
  keep(state: KeptNotebook | null): Promise<void>;
  /** Trained runs that come with the site are taken in the place of training them here. */
  readonly usesBundledRuns?: boolean;
  /** A cell that was asked for here is ready. */
  onRan?(cell: string): void;
}

export type DocumentEdit = (tools: DocumentTools, notebook: PreparedNotebook) => string;
