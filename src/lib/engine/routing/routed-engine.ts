// Runs a notebook whose cells belong to two places: those that ask a service in the input/output worker, all others in the engine. To the
// session it is one engine and one run.
import type { NotebookEvent } from '#lib/notebook/run/events';
import type { RunOutcome } from '#lib/notebook/run/runtime';
import type { JobHandle } from '../worker/client';
import type { NotebookEngine } from './notebook-engine';
import { runTurns, withInputs, type PlacedCell, type RunTurn } from './turns';

export interface RoutedParts {
  engine(): Promise<NotebookEngine>;
  io(): Promise<NotebookEngine>;
  /** The cells of the text that is run. */
  cells(text: string): readonly PlacedCell[];
}

export async function routedEngine(parts: RoutedParts): Promise<NotebookEngine> {
  const engine = await parts.engine();
  return {
    ...engine,
    run(notebook, text, options, onEvent) {
      const cells = parts.cells(text);
      const wanted = options.only ?? cells.map(({ name }) => name);
      const turns = runTurns(cells, wanted);
      if (!turns.some(({ place }) => place === 'io')) return engine.run(notebook, text, options, onEvent);
      return new RoutedRun(parts, engine, cells, turns).start(
        (place, only, hear) => place.run(notebook, text, { ...options, only }, hear),
        onEvent
      );
    }
  };
}

type StartTurn = (
  place: NotebookEngine,
  only: readonly string[],
  hear: (event: NotebookEvent) => void
) => JobHandle<RunOutcome>;

class RoutedRun {
  #current: JobHandle<RunOutcome> | null = null;
  #isCancelled = false;
  #isPaused = false;
  /** Cells that have no result: what reads them is left out. */
  readonly #without = new Set<string>();
  readonly #parts: RoutedParts;
  readonly #engine: NotebookEngine;
  readonly #cells: readonly PlacedCell[];
  readonly #turns: readonly RunTurn[];

  constructor(parts: RoutedParts, engine: NotebookEngine, cells: readonly PlacedCell[], turns: readonly RunTurn[]) {
    this.#parts = parts;
    this.#engine = engine;
    this.#cells = cells;
    this.#turns = turns;
  }

  start(startTurn: StartTurn, onEvent: (event: NotebookEvent) => void): JobHandle<RunOutcome> {
    return {
      pause: () => {
        this.#isPaused = true;
        this.#current?.pause();
      },
      resume: () => {
        this.#isPaused = false;
        this.#current?.resume();
      },
      cancel: () => {
        this.#isCancelled = true;
        this.#current?.cancel();
      },
      checkpoint: () => this.#current?.checkpoint(),
      finished: this.#run(startTurn, onEvent)
    };
  }

  async #run(startTurn: StartTurn, onEvent: (event: NotebookEvent) => void): Promise<RunOutcome> {
    let outcome: RunOutcome = 'done';
    for (const { place, cells } of this.#turns) {
      const only = cells.filter((name) => !this.#isSkipped(name, onEvent));
      if (only.length === 0) continue;
      const target = place === 'io' ? await this.#parts.io() : this.#engine;
      if (this.#isCancelled) return 'cancelled';
      const handle = startTurn(target, only, (event) => {
        if (event.type === 'cell-failed' || event.type === 'cell-skipped' || event.type === 'cell-cancelled') {
          this.#without.add(event.cell);
        }
        onEvent(event);
      });
      this.#current = handle;
      if (this.#isPaused) handle.pause();
      const ended = await handle.finished;
      this.#current = null;
      if (ended === 'cancelled') return 'cancelled';
      if (ended === 'failed') outcome = 'failed';
    }
    return outcome;
  }

  #isSkipped(name: string, onEvent: (event: NotebookEvent) => void): boolean {
    const inputs = withInputs(this.#cells, [name]);
    const because = [...inputs].find((input) => input !== name && this.#without.has(input));
    if (because === undefined) return false;
    this.#without.add(name);
    onEvent({ type: 'cell-skipped', cell: name, because });
    return true;
  }
}
