// What Explore needs of the workers, so that tests and measurements can put their own in their place. Types only.
import type {
  Explorable,
  ExploreAsk,
  ExploreOverview,
  ExploreSelection,
  ExploreViews,
  FinderRule,
  ProposedPair
} from '#lib/engine/io/protocol';
import type { WhatIfAsk, WhatIfResult } from '#lib/engine/protocol';
import type { CellProgress } from '#lib/notebook/events';

/** Work that can be stopped; `finished` rejects with an AppError, internal/cancelled where it was stopped. */
export interface Work<Result> {
  cancel(): void;
  readonly finished: Promise<Result>;
}

export interface ExploreBackend {
  explorable(notebook: string, text: string): Promise<Explorable>;
  open(what: ExploreAsk): Promise<ExploreOverview>;
  select(selection: ExploreSelection): Promise<ExploreViews>;
  findPairs(ask: {
    readonly user: number | null;
    readonly rule: FinderRule;
    readonly count: number;
  }): Promise<readonly ProposedPair[]>;
  whatIf(
    notebook: string,
    text: string,
    ask: WhatIfAsk,
    onProgress: (progress: CellProgress) => void
  ): Work<WhatIfResult>;
  /** Takes what comes with the site for these cells and what they read, and computes the rest. */
  get(
    notebook: string,
    text: string,
    cells: readonly string[],
    onProgress: (cell: string, progress: CellProgress | null) => void
  ): Work<void>;
}
