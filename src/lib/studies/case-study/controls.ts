// The control of a pair (u, v): another user far from u who shares no held-out item with u and resembles u as much as v does, by the
// cosine of the profiles; where u or v has no vector, who has as many training clicks as v. Without it, "far pairs came closer" could
// mean no more than "alike profiles came closer".
import { uniformInt } from '#kernels/random/random';
import { STREAM } from '#kernels/random/streams';
import { boundOf, cosines, type UnitRows } from './far-ranks';
import type { FarUsers } from './pairs';

export interface MatchingInput {
  readonly userCount: number;
  /** Training clicks. [users] */
  readonly clicks: Int32Array;
  /** Unit vectors of the profiles; null where there are none. [users, dimensions] */
  readonly semantic: UnitRows | null;
  /** 1 where a user has a vector. [users] */
  readonly present: Uint8Array;
  /** Of the draws between equally near candidates. */
  readonly seed: number;
}

/** The control of one pair: positions in `far`, what it was matched by, and how far apart pair and control are in that. */
export interface Matched {
  readonly partner: number;
  readonly control: number;
  readonly by: 'profiles' | 'clicks';
  readonly gap: number;
}

/** Candidates in the order of a number: positions in `far`, and their numbers, ascending. */
interface Ladder {
  readonly values: Float64Array;
  readonly at: Int32Array;
}

/** The candidates of the smallest difference from `target` are `from` … `to − 1`; empty where there is no candidate. */
function nearestOn({ values }: Ladder, target: number): { readonly from: number; readonly to: number } {
  const split = boundOf(values, target, false);
  const [below, above] = [values[split - 1], values[split]];
  const [gapBelow, gapAbove] = [
    below === undefined ? Infinity : target - below,
    above === undefined ? Infinity : above - target
  ];
  return {
    from: below !== undefined && gapBelow <= gapAbove ? boundOf(values, below, false) : split,
    to: above !== undefined && gapAbove <= gapBelow ? boundOf(values, above, true) : split
  };
}

/** Finds controls user by user; what is the same for all users is made once. */
export class Matching {
  /** All users by training clicks. */
  readonly #byClicks: Int32Array;
  /** Of one user: the position in `far` that may be a control, else −1. */
  readonly #position: Int32Array;

  constructor(readonly input: MatchingInput) {
    const { userCount, clicks } = input;
    this.#byClicks = new Int32Array(userCount).map((_, user) => user);
    this.#byClicks.sort((a, b) => (clicks[a] ?? 0) - (clicks[b] ?? 0) || a - b);
    this.#position = new Int32Array(userCount).fill(-1);
  }

  /** A control for each partner that has one, in the partners' order. One user may be the control of several pairs. */
  controlsOf(user: number, { far, partners }: FarUsers): readonly Matched[] {
    const { clicks, semantic, present, seed } = this.input;
    far.forEach((other, at) => (this.#position[other] = at));
    for (const at of partners) this.#position[far[at] ?? 0] = -1;
    const likeness = semantic && present[user] === 1 ? cosines(semantic, user, far) : null;
    const alike = likeness && this.#ladderOfProfiles(far, likeness);
    // Made where a pair needs it.
    let clicked: Ladder | null = null;
    const found: Matched[] = [];
    for (const partner of partners) {
      const other = far[partner] ?? 0;
      const byProfiles = alike !== null && present[other] === 1;
      const ladder = byProfiles ? alike : (clicked ??= this.#ladderOfClicks());
      const target = byProfiles ? (likeness?.[partner] ?? 0) : (clicks[other] ?? 0);
      const { from, to } = nearestOn(ladder, target);
      if (from === to) continue;
      const draw = uniformInt({ seed, stream: STREAM.matchedControls, step: user }, other, to - from);
      const control = ladder.at[from + draw] ?? 0;
      const gap = Math.abs((ladder.values[from + draw] ?? 0) - target);
      found.push({ partner, control, by: byProfiles ? 'profiles' : 'clicks', gap });
    }
    for (const other of far) this.#position[other] = -1;
    return found;
  }

  #ladderOfProfiles(far: Int32Array, likeness: Float64Array): Ladder {
    const { present } = this.input;
    const candidates = new Int32Array(far.length);
    let count = 0;
    for (let at = 0; at < far.length; at++) {
      const other = far[at] ?? 0;
      if (present[other] === 1 && this.#position[other] !== -1) candidates[count++] = at;
    }
    const values = new Float64Array(count);
    for (let index = 0; index < count; index++) values[index] = likeness[candidates[index] ?? 0] ?? 0;
    values.sort();
    // Each candidate's place is found among the sorted numbers; sorting by a comparison would take several times as long.
    const next = new Int32Array(count);
    const at = new Int32Array(count);
    for (let index = 0; index < count; index++) {
      const candidate = candidates[index] ?? 0;
      const place = boundOf(values, likeness[candidate] ?? 0, false);
      const among = next[place] ?? 0;
      at[place + among] = candidate;
      next[place] = among + 1;
    }
    return { values, at };
  }

  #ladderOfClicks(): Ladder {
    const { clicks } = this.input;
    const values = new Float64Array(this.#byClicks.length);
    const at = new Int32Array(this.#byClicks.length);
    let count = 0;
    for (const user of this.#byClicks) {
      const position = this.#position[user] ?? -1;
      if (position === -1) continue;
      values[count] = clicks[user] ?? 0;
      at[count++] = position;
    }
    return { values: values.subarray(0, count), at: at.subarray(0, count) };
  }
}
