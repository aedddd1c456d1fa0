// The pins of one open notebook: takes one with each run that a step keeps something of, takes the last back, keeps them between visits.
// Fetched for notebooks with such steps only.
import { axesOf, keptCell } from '#lib/notebook/guide/keep';
import type { CellResult } from '#lib/notebook/kinds/registry';
import type { Keep } from '#lib/notebook/guide/types';
import type { StepBlock } from '../../document/prepared';
import type { NotebookSession } from '../../session/notebook-session.svelte';
import { keepPins, NO_PINS, readPins, withoutLast, withPin, type Pin, type Pins } from './pins';
import { pinOf } from './pin-of';

/** What is pinned under one name. */
export interface Board {
  readonly name: string;
  readonly type: Keep['type'];
  /** What stands across and up, of points. */
  readonly axes: readonly [string, string];
  /** Of results that were there when the notebook was opened: drawn beside, and not of the reader's runs since. */
  readonly came: readonly Pin[];
  readonly pins: readonly Pin[];
}

/** Whatever they are called. */
const isSame = (a: Pin, b: Pin): boolean => JSON.stringify({ ...a, label: '' }) === JSON.stringify({ ...b, label: '' });

export class PinBoards {
  pins: Pins = $state.raw(NO_PINS);
  readonly #blocks: () => readonly StepBlock[];
  /** Of what is shown when the notebook is opened: a later run does not take it away. */
  readonly #came: readonly { readonly name: string; readonly pin: Pin }[];

  /**
   * @param lesson under which progress is kept
   * @param blocks the steps; read reactively
   */
  constructor(
    readonly lesson: string,
    readonly session: NotebookSession,
    blocks: () => readonly StepBlock[]
  ) {
    this.#blocks = blocks;
    this.pins = readPins(lesson);
    this.#came = blocks().flatMap(({ step: { keep }, across }) => {
      if (keep === null) return [];
      const pin = this.#stored(keep, across);
      return pin ? [{ name: keep.name, pin }] : [];
    });
  }

  /** Pins what steps keep of a run of this cell. @returns whether there was anything */
  ran(cell: string): boolean {
    let pins = this.pins;
    for (const block of this.#blocks()) {
      const { keep } = block.step;
      if (keep === null || keptCell(keep) !== cell) continue;
      const pin = pinOf(keep, (name) => this.#resultOf(name), block.across, this.#labelOf(block, cell));
      if (pin) pins = withPin(pins, keep.name, pin);
    }
    if (pins === this.pins) return false;
    this.#keep(pins);
    return true;
  }

  takeBack(name: string): void {
    this.#keep(withoutLast(this.pins, name));
  }
  put(pins: Pins): void {
    this.#keep(pins);
  }

  /** What steps keep of these cells, one board a name: below the cells whose runs a step waits for, where there are such. */
  of(cells: readonly string[]): readonly Board[] {
    const steps = this.#blocks().flatMap(({ step: { keep, task } }) => (keep ? [{ keep, task }] : []));
    const keeps = steps.map(({ keep }) => keep);
    const waited = steps.filter(({ keep, task }) => task.type === 'ran' && task.cell === keptCell(keep));
    const isElsewhere = (keep: Keep) =>
      waited.some((other) => other.keep.name === keep.name) && waited.every((other) => other.keep !== keep);
    const here = keeps.filter((keep) => cells.includes(keptCell(keep)) && !isElsewhere(keep));
    return here.flatMap((keep, at): Board[] => {
      const { name } = keep;
      // The first of a name says what it is.
      if (here.findIndex((each) => each.name === name) !== at) return [];
      const pins = (this.pins[name] ?? []).filter(({ type }) => type === keep.type);
      return [
        {
          name,
          type: keep.type,
          axes: axesOf(keep),
          came: this.#came.flatMap((each) =>
            each.name === name && !pins.some((own) => isSame(own, each.pin)) ? [each.pin] : []
          ),
          pins
        }
      ];
    });
  }

  #stored(keep: Keep, across: number | null): Pin | null {
    const name = keptCell(keep);
    const cell = this.session.cells.find((one) => one.name === name);
    if (!cell || this.session.freshness(cell) === 'stale') return null;
    return pinOf(keep, (other) => this.#resultOf(other), across, name);
  }
  #resultOf(name: string): CellResult | null {
    const cell = this.session.cells.find((one) => one.name === name);
    return (cell && this.session.shown(cell)?.record.result) ?? null;
  }
  /** The setting that the notebook has changed before this run, "layers 4"; else the cell's name. */
  #labelOf({ step: { keep }, across }: StepBlock, cell: string): string {
    if (keep?.type === 'point') return across === null ? cell : `${keep.x.value} ${across}`;
    const changed = this.#blocks().find(({ step: { task } }) => task.type === 'changed' && task.cell === cell);
    return changed?.step.task.type === 'changed' && changed.watched !== null
      ? `${changed.step.task.key} ${changed.watched}`
      : cell;
  }
  #keep(pins: Pins): void {
    this.pins = pins;
    keepPins(this.lesson, pins);
  }
}
