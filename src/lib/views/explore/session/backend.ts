// Declares what Explore needs of the workers, so that tests and measurements can put their own in their place. Types only.
import type { Explorable } from '#lib/notebook/explore/explore-work';
import type {
  Colouring,
  ExploreAsk,
  ExploreOverview,
  ExploreSelection,
  ExploreSpace,
  ExploreViews,
  FinderRule,
  MapNodes,
  PairPicture,
  FoundPair,
  RegionLabel,
  SpaceKey
} from '#lib/studies/explore/types';
import type { WhatIfAsk, WhatIfResult } from '#lib/notebook/what-if/what-if';
import type { CellProgress } from '#lib/notebook/run/events';
import type { Asked } from '../../workers/asked';

export interface FinderQuestion {
  /** Whose partners are wanted; null for pairs of all users. */
  readonly user: number | null;
  readonly rule: FinderRule;
  /** Pairs at most. */
  readonly count: number;
}

export interface ExploreBackend {
  explorable(notebook: string, text: string): Promise<Explorable>;
  open(what: ExploreAsk, onProgress: (progress: CellProgress) => void): Asked<ExploreOverview>;
  select(selection: ExploreSelection): Promise<ExploreViews>;
  /** The UMAPs of what is open. */
  mapsOf(nodes: MapNodes, onProgress: (progress: CellProgress) => void): Asked<readonly ExploreSpace[]>;
  colour(by: string, space: SpaceKey): Promise<Colouring | null>;
  regions(xy: Float32Array): Promise<readonly RegionLabel[]>;
  profileOf(node: number): Promise<string | null>;
  findPairs(ask: FinderQuestion, onProgress: (progress: CellProgress) => void): Asked<readonly FoundPair[]>;
  /** The case study of a pair as a picture; null where the two are not far from each other. */
  picture(user: number, other: number, onProgress: (progress: CellProgress) => void): Asked<PairPicture | null>;
  whatIf(
    notebook: string,
    text: string,
    ask: WhatIfAsk,
    onProgress: (progress: CellProgress) => void
  ): Asked<WhatIfResult>;
  /** Whether getting these cells trains nothing: all that is missing of runs comes with the site. */
  isShipped(notebook: string, text: string, cells: readonly string[]): Promise<boolean>;
  /** Takes what comes with the site for these cells and what they read, and computes the rest. */
  get(
    notebook: string,
    text: string,
    cells: readonly string[],
    onProgress: (cell: string, progress: CellProgress | null) => void
  ): Asked<void>;
}
