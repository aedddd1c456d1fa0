// What runs of an open notebook would take, and what is left of the one under way. Beside the session, which holds text, results and runs.
import { toAppError, type SerializedError } from '#lib/errors/app-error';
import type { TrainingEstimate } from '#lib/engine/estimate';
import type { WorkCell } from '#lib/notebook/work';
import type { CellBlock } from './document/prepared';
import { plannedWork, secondsByCell, sizeToEstimate, type PlannedWork } from './planned-work';
import { paceOf, type Pace, type RunState } from './run-state';
import type { SessionParts } from './session-parts';
import type { ShownRecord } from './shown-results';

/** The open notebook, as far as it is looked at. */
interface Notebook {
  readonly cells: readonly CellBlock[];
  readonly run: RunState;
  /** What is known to be stored of the text as it stands; null where nobody has looked. */
  readonly known: readonly WorkCell[] | null;
  shown(cell: CellBlock): ShownRecord | null;
}

export class RunOutlook {
  /** What the engine timed, where it was asked how long training takes here. */
  estimate: TrainingEstimate | null = $state.raw(null);
  isEstimating: boolean = $state(false);
  /** Seconds of each cell of the run under way, as they were said before it began. */
  #seconds: Readonly<Record<string, number>> = $state.raw({});

  constructor(
    private readonly notebook: Notebook,
    private readonly parts: Pick<SessionParts, 'estimate'>
  ) {}

  /** What running these cells would take; null where it is not known yet what is stored. */
  work(names: readonly string[], force = false): PlannedWork | null {
    const { cells, known } = this.notebook;
    const shown = (cell: CellBlock): ShownRecord | null => this.notebook.shown(cell);
    return known && plannedWork({ stored: known, cells, estimate: this.estimate, shown }, names, force);
  }

  /** Remembers what was said of a run that begins. */
  begin(said: PlannedWork | null): void {
    this.#seconds = said ? secondsByCell(said.time, this.notebook.cells) : {};
  }
  get pace(): Pace {
    return paceOf(this.notebook.run, this.#seconds);
  }

  /** Whether training can be timed: something is known of the data. */
  get canEstimate(): boolean {
    return this.parts.estimate !== undefined && this.#sizes() !== null;
  }
  /** Times a few training steps on this device; what went wrong, or null. */
  async estimateTime(): Promise<SerializedError | null> {
    const asked = this.#sizes();
    if (!asked || this.isEstimating) return null;
    this.isEstimating = true;
    try {
      this.estimate = (await this.parts.estimate?.(asked.size, asked.width)) ?? this.estimate;
      return null;
    } catch (error) {
      return toAppError(error).toJSON();
    } finally {
      this.isEstimating = false;
    }
  }

  #sizes(): ReturnType<typeof sizeToEstimate> {
    return sizeToEstimate(this.notebook.cells, (cell) => this.notebook.shown(cell));
  }
}
