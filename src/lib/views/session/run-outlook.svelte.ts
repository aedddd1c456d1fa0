// Tells of an open notebook's runs: what they would take, what is left of the one under way, and how far its results are from those that
// came with the page. It stands beside the session, which holds text, results and runs; it is loaded with the first edit, look or run
// (run-tools.ts).
import { toAppError, type SerializedError } from '#lib/errors/app-error';
import type { TrainingEstimate } from '#lib/engine/compute/estimate';
import type { WorkCell } from '#lib/notebook/plan/work';
import type { CellBlock } from '../document/prepared';
import { plannedWork, secondsByCell, sizeToEstimate, type PlannedWork } from './planned-work';
import { differenceFromStored, differenceInWords } from '../results/result-difference';
import { overallShare, paceOf, type Pace } from './run-events';
import type { RunState } from './run-state';
import { trainingSuffix, workSuffix, workWords, type WorkWords } from './run-words';
import type { SessionParts } from './session-parts';
import type { ShownRecord } from '../results/shown-results';

/** The open notebook, as far as it is looked at. */
interface Notebook {
  readonly cells: readonly CellBlock[];
  readonly run: RunState;
  /** What is known to be stored of the text as it stands; null where nobody has looked. */
  readonly known: readonly WorkCell[] | null;
  /** The text is another than that which came with the page. */
  readonly isChanged: boolean;
  shown(cell: CellBlock): ShownRecord | null;
}

export class RunOutlook {
  /** What the engine timed, where it was asked how long training takes here. */
  estimate: TrainingEstimate | null = $state.raw(null);
  isEstimating: boolean = $state(false);
  /** Seconds of each cell of the run under way, as they were said before it began. */
  #seconds: Readonly<Record<string, number>> = $state.raw({});
  readonly #notebook: Notebook;
  readonly #parts: Pick<SessionParts, 'estimate' | 'original'>;

  constructor(notebook: Notebook, parts: Pick<SessionParts, 'estimate' | 'original'>) {
    this.#notebook = notebook;
    this.#parts = parts;
  }

  /** What running these cells would take; null where it is not known yet what is stored. */
  work(names: readonly string[], force = false): PlannedWork | null {
    const { cells, known } = this.#notebook;
    const shown = (cell: CellBlock): ShownRecord | null => this.#notebook.shown(cell);
    return known && plannedWork({ stored: known, cells, estimate: this.estimate, shown }, names, force);
  }

  /** After "Run" of these cells; null where it is not known yet. */
  suffix(names: readonly string[], force = false): string | null {
    const work = this.work(names, force);
    return work && workSuffix(work);
  }
  /** After "Run" of one cell: what it trains. */
  cellSuffix(name: string): string | null {
    const work = this.work([name]);
    return work && trainingSuffix(work);
  }
  /** Of running everything; null where it is not known yet. */
  get words(): WorkWords | null {
    const names = this.#notebook.cells.map(({ name }) => name);
    const work = this.work(names);
    return work && workWords(work, this.estimate !== null, this.work(names, true)?.seconds ?? null);
  }

  /** How a result that was made here differs from that which came with the page, in words; empty where there are not two. */
  difference(cell: CellBlock): string {
    const stored = this.#parts.original?.results[cell.name];
    const difference = differenceFromStored(this.#notebook.shown(cell), stored, this.#notebook.isChanged);
    return difference ? differenceInWords(difference) : '';
  }

  /** Remembers what was said of a run that begins. */
  begin(said: PlannedWork | null): void {
    this.#seconds = said ? secondsByCell(said.time, this.#notebook.cells) : {};
  }
  get pace(): Pace {
    return paceOf(this.#notebook.run, this.#seconds);
  }
  /** How far the run under way is, 0..1. */
  get share(): number {
    return overallShare(this.#notebook.run);
  }

  /** Whether it can be asked how long training takes here: that is not known, and something is known of the data. */
  get canEstimate(): boolean {
    const unknown = this.work(this.#notebook.cells.map(({ name }) => name))?.time.unknown ?? [];
    return unknown.length > 0 && this.#parts.estimate !== undefined && this.#sizes() !== null;
  }
  /** Times a few training steps on this device; what went wrong, or null. */
  async estimateTime(): Promise<SerializedError | null> {
    const asked = this.#sizes();
    if (!asked || this.isEstimating) return null;
    this.isEstimating = true;
    try {
      this.estimate = (await this.#parts.estimate?.(asked.size, asked.width)) ?? this.estimate;
      return null;
    } catch (error) {
      return toAppError(error).toJSON();
    } finally {
      this.isEstimating = false;
    }
  }

  #sizes(): ReturnType<typeof sizeToEstimate> {
    return sizeToEstimate(this.#notebook.cells, (cell) => this.#notebook.shown(cell));
  }
}
