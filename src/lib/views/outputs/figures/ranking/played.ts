// Steps on pairs that a reader makes by hand: a user and a few items, as they are before training, and what has become of them after some
// steps. It is the step of the training itself, only longer, so that one can be seen. Pure.
import { pushOf, scoreOf, stepOnPair } from '#lib/explain/pairwise-step';
import type { FigureResult } from '#lib/notebook/kinds/figure/stored';

export type RankingData = Extract<FigureResult['data'], { show: 'ranking' }>;

/** Steps by hand are this long. */
export const BY_HAND = { rate: 0.25, decay: 0.01 } as const;

export interface Standing {
  /** Of the figure's items. */
  readonly item: number;
  readonly title: string;
  readonly clicked: boolean;
  readonly score: number;
}

export interface Turn {
  readonly clicked: Standing;
  readonly other: Standing;
}

export interface Played {
  /** The best first. */
  readonly standings: readonly Standing[];
  /** Pairs of a clicked item and another in which the clicked one stands higher, of all. */
  readonly right: number;
  readonly pairs: number;
  /** The pair of the last step with its scores before it; null before the first. */
  readonly last: (Turn & { readonly push: number; readonly up: number; readonly down: number }) | null;
  /** Whose turn it is; null where there is no pair. */
  readonly next: Turn | null;
}

/** All pairs take turns; each next one has another clicked item. */
function turnOf(clicked: readonly number[], others: readonly number[], step: number): readonly [number, number] | null {
  if (clicked.length === 0 || others.length === 0) return null;
  const round = Math.floor(step / clicked.length);
  return [clicked[step % clicked.length] ?? 0, others[(step + round) % others.length] ?? 0];
}

export function afterSteps({ user, items }: RankingData['pair'], steps: number): Played {
  const w = Float64Array.from(user);
  const rows = items.map(({ row }) => Float64Array.from(row));
  const empty = new Float64Array(0);
  const rowOf = (item: number): Float64Array => rows[item] ?? empty;
  const at = items.map((_, item) => item);
  const clicked = at.filter((item) => items[item]?.clicked);
  const others = at.filter((item) => !items[item]?.clicked);
  const standingOf = (item: number): Standing => ({
    item,
    title: items[item]?.title ?? '',
    clicked: items[item]?.clicked ?? false,
    score: scoreOf(w, rowOf(item))
  });
  let last: Played['last'] = null;
  for (let step = 0; step < steps; step += 1) {
    const turn = turnOf(clicked, others, step);
    if (!turn) break;
    const [before, beside] = [standingOf(turn[0]), standingOf(turn[1])];
    const margin = stepOnPair(w, rowOf(turn[0]), rowOf(turn[1]), BY_HAND);
    last = {
      clicked: before,
      other: beside,
      push: pushOf(margin),
      up: standingOf(turn[0]).score - before.score,
      down: standingOf(turn[1]).score - beside.score
    };
  }
  const standings = at.map(standingOf).sort((a, b) => b.score - a.score || a.item - b.item);
  const turn = turnOf(clicked, others, steps);
  const placeOf = (item: number): number => standings.findIndex((one) => one.item === item);
  return {
    standings,
    right: clicked.flatMap((one) => others.filter((other) => placeOf(one) < placeOf(other))).length,
    pairs: clicked.length * others.length,
    last,
    next: turn && { clicked: standingOf(turn[0]), other: standingOf(turn[1]) }
  };
}
