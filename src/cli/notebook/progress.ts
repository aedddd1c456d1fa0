// Progress on the terminal's error output: live lines where it is a terminal (one a running cell, one a running seed), a
// line every ten per cent where it is not. Results go elsewhere (tables.ts).
import { printable } from '#lib/errors/printable';
import type { CellProgress, NotebookEvent, PlannedCell, SeedProgress } from '#lib/notebook/run/events';
import { cut, duration } from './text-table';

export interface ProgressOutput {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

const BAR_WIDTH = 20;
const REDRAW_AFTER_MS = 100;

interface Line {
  readonly name: string;
  readonly share: number;
  readonly details: readonly string[];
}

export class ProgressLines {
  readonly #running = new Map<string, CellProgress | null>();
  /** Tenths said so far, by line name; where there are no live lines. */
  readonly #tenths = new Map<string, number>();
  /** Cells whose wait was said. */
  readonly #waiting = new Set<string>();
  #drawn = 0;
  #lastDrawn = 0;

  constructor(
    readonly output: ProgressOutput,
    readonly now: () => number = () => performance.now()
  ) {}

  handle(event: NotebookEvent): void {
    switch (event.type) {
      case 'plan':
        this.#asksFor(event.cells);
        return event.cells.forEach((cell) => this.#goesOn(cell));
      case 'cell-started':
        this.#running.set(event.cell, null);
        return this.#redraw();
      case 'cell-progress':
        this.#running.set(event.cell, event.progress);
        return this.#progressed(event.cell, event.progress);
      case 'cell-epoch':
      case 'cell-so-far':
        return;
      case 'cell-finished':
        return this.#ended(event.cell, event.reused ? 'stored' : `done in ${duration(event.record.seconds)}`);
      case 'cell-warning':
        return this.#say(`${event.cell}: ${event.error.message}`);
      case 'cell-failed':
        return this.#ended(event.cell, 'failed');
      case 'cell-cancelled':
        return this.#ended(event.cell, 'cancelled');
      case 'cell-skipped':
        return this.#ended(event.cell, `skipped: it reads ${event.because}`);
    }
  }

  /** Takes the live lines away. */
  clear(): void {
    if (this.#drawn > 0) this.output.write(`\u001B[${this.#drawn}A\u001B[0J`);
    this.#drawn = 0;
  }

  #ended(cell: string, how: string): void {
    this.#running.delete(cell);
    this.#say(`${cell}: ${how}`);
  }

  #goesOn({ name, damaged, interrupted = [] }: PlannedCell): void {
    if (damaged) this.#say(`${name}: ${printable(damaged.message)}`);
    for (const { seed, epoch } of interrupted) this.#say(`${name}: seed ${seed} was interrupted in epoch ${epoch}`);
  }

  /** What cells ask for beside those of the text: how many runs, and how long they take if each takes as long as the stored ones of its cell. */
  #asksFor(cells: readonly PlannedCell[]): void {
    const secondsOfRun = new Map(
      cells.flatMap(({ name, record, runs = [] }) =>
        record && runs.length > 0 ? [[name, record.seconds / runs.length]] : []
      )
    );
    for (const asker of new Set(cells.flatMap(({ point }) => point?.askedBy ?? []))) {
      let [runs, seconds]: [number, number | null] = [0, 0];
      for (const { point, runs: seeds = [] } of cells) {
        if (point?.askedBy !== asker) continue;
        const missing = seeds.filter(({ state }) => state === 'missing').length;
        const each = secondsOfRun.get(point.of);
        runs += missing;
        if (missing > 0) seconds = seconds === null || each === undefined ? null : seconds + missing * each;
      }
      const time = seconds === null ? '' : `, about ${duration(seconds)} one after another`;
      if (runs > 0) this.#say(`${asker}: trains up to ${runs} runs at other values${time}`);
    }
  }

  /** A line that stays, above the live ones. */
  #say(line: string): void {
    this.clear();
    this.output.write(`${printable(line)}\n`);
    this.#lastDrawn = 0;
    this.#redraw();
  }

  #progressed(cell: string, progress: CellProgress): void {
    if (progress.waiting === undefined) this.#waiting.delete(cell);
    else if (!this.#waiting.has(cell)) {
      // Its minutes are counted down in the live line; a line that stays is said once.
      this.#waiting.add(cell);
      return this.#say(`${cell}: ${printable(progress.waiting)}`);
    }
    if (this.output.isTTY) {
      if (this.now() - this.#lastDrawn >= REDRAW_AFTER_MS) this.#redraw();
      return;
    }
    for (const line of linesOf(cell, progress)) {
      const tenth = Math.floor(line.share * 10);
      const said = this.#tenths.get(line.name) ?? 0;
      this.#tenths.set(line.name, tenth);
      // What is behind what was said is the beginning of another piece of work of the same cell.
      if (tenth === 0 || tenth === said) continue;
      this.output.write(`${printable([line.name, `${tenth * 10} %`, ...line.details].join(' · '))}\n`);
    }
  }

  #redraw(): void {
    if (!this.output.isTTY) return;
    this.clear();
    this.#lastDrawn = this.now();
    const lines = [...this.#running].flatMap(([cell, progress]) =>
      progress ? linesOf(cell, progress) : [{ name: cell, share: 0, details: [] }]
    );
    // Some terminals say 0.
    const width = (this.output.columns || 80) - 1;
    for (const line of lines) this.output.write(`${cut(draw(line), width)}\n`);
    this.#drawn = lines.length;
  }
}

function draw({ name, share, details }: Line): string {
  const full = Math.round(share * BAR_WIDTH);
  const bar = '█'.repeat(full) + '░'.repeat(BAR_WIDTH - full);
  return printable([`${name} ${bar} ${String(Math.floor(share * 100)).padStart(3)} %`, ...details].join(' · '));
}

function linesOf(cell: string, progress: CellProgress): Line[] {
  const seeds = progress.seeds ?? [];
  if (seeds.length > 0) return seeds.map((seed) => seedLine(cell, seed));
  const { label, done, total, unit, rate, secondsLeft } = progress;
  return [{ name: cell, share: shareOf(done, total), details: [label, ...pace(rate, unit, secondsLeft)] }];
}

function seedLine(cell: string, { seed, epoch, done, total, rate, secondsLeft }: SeedProgress): Line {
  return {
    name: `${cell} seed ${seed}`,
    share: shareOf(done, total),
    details: [`epoch ${epoch}`, ...pace(rate, 'steps', secondsLeft)]
  };
}

const shareOf = (done: number, total: number): number => (total > 0 ? Math.min(1, Math.max(0, done / total)) : 0);

function pace(rate: number | null, unit: string, secondsLeft: number | null): string[] {
  return [
    ...(rate === null ? [] : [`${rate >= 100 ? rate.toFixed(0) : rate.toPrecision(2)} ${unit}/s`]),
    ...(secondsLeft === null ? [] : [`about ${duration(secondsLeft)} left`])
  ];
}
