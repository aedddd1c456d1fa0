// The file of a notebook's results: what its cells show, with ids, digests and cards, and the notebook's own text, so that one file is both
// (read-results.ts takes it in). The same records are streamed to the page, kept and prerendered. What the result of each kind holds is said
// in kinds/<kind>/stored.ts. Only types.
import type { Revisions } from '../plan/identity';
import type { ProtocolCard } from '../kinds/card';
import type { CellKind, CellResult } from '../kinds/registry';

/** One entry of results.json. */
export interface CellRecord {
  readonly name: string;
  readonly kind: CellKind;
  readonly id: string;
  readonly digest: string;
  readonly seconds: number;
  readonly result: CellResult;
  readonly card?: ProtocolCard;
  /** Of the code that made it and what it was made of (revisions.ts); absent where all are the first. */
  readonly revisions?: Revisions;
  /** Processors of the machines that it was made on, of what a browser has taken in from elsewhere; left out of all else. */
  readonly elsewhere?: readonly string[];
}

export interface ResultsFile {
  readonly version: 1;
  readonly notebook: string;
  /** Its Markdown; left out where the results lie beside it. */
  readonly text?: string;
  readonly backend: string;
  readonly adapter: string;
  readonly created: string;
  readonly cells: readonly CellRecord[];
}
