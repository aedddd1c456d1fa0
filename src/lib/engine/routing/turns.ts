// Cuts a run into turns: cells that ask a service or run beside the engine go to the input/output worker, all others to the engine, which
// has the device. A turn begins when what it reads is made. Pure.

import { largest } from '#lib/elementary/extent';
import type { RunPlace } from '#lib/notebook/schema/place';

/** One cell as far as the order of a run needs it. */
export interface PlacedCell {
  readonly name: string;
  readonly reads: readonly string[];
  readonly place: RunPlace;
}

export interface RunTurn {
  readonly place: RunPlace;
  readonly cells: readonly string[];
}

/** `wanted` and all that they read, directly or through others. */
export function withInputs(cells: readonly PlacedCell[], wanted: readonly string[]): ReadonlySet<string> {
  const found = new Set<string>();
  const add = (name: string): void => {
    if (found.has(name)) return;
    found.add(name);
    for (const read of cells.find((cell) => cell.name === name)?.reads ?? []) add(read);
  };
  for (const name of wanted) add(name);
  return found;
}

/**
 * Turns in their order.
 * @param wanted to be run; what they read and is not stored is made in the same turns
 */
export function runTurns(cells: readonly PlacedCell[], wanted: readonly string[]): readonly RunTurn[] {
  const needed = withInputs(cells, wanted);
  // The engine cannot make what a service has to be asked for; taking it from the store costs nothing.
  const asked = new Set(
    cells
      .filter(({ name, place }) => needed.has(name) && (place === 'io' || wanted.includes(name)))
      .map(({ name }) => name)
  );
  const turnOf = new Map<string, number>();
  // Even turns are the input/output worker's.
  const find = (cell: PlacedCell): number => {
    const known = turnOf.get(cell.name);
    if (known !== undefined) return known;
    turnOf.set(cell.name, 0); // A circle is an error that the run itself reports.
    const inputs = cells.filter(({ name }) => cell.reads.includes(name)).map(find);
    const earliest = largest(inputs, 0);
    const turn = earliest % 2 === (cell.place === 'io' ? 0 : 1) ? earliest : earliest + 1;
    turnOf.set(cell.name, turn);
    return turn;
  };
  const placed = cells.filter(({ name }) => needed.has(name)).map((cell) => ({ name: cell.name, turn: find(cell) }));
  const turns = [...new Set(placed.map(({ turn }) => turn))].sort((a, b) => a - b);
  return turns.flatMap((turn): RunTurn[] => {
    const names = placed.filter((cell) => cell.turn === turn && asked.has(cell.name)).map(({ name }) => name);
    return names.length > 0 ? [{ place: turn % 2 === 0 ? 'io' : 'engine', cells: names }] : [];
  });
}
