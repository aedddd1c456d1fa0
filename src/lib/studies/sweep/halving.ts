// Successive halving (Jamieson and Talwalkar, 2016): many trials are trained a little, the best of them go on for twice as long, half as many
// each time, until the last is trained to the end; the first cut may be deeper, where less training would say nothing. A trial goes on from where it stopped, so that its epochs are paid for once. Pure.

/** One round: every trial left is trained until it has so many epochs, and so many are kept. */
export interface Rung {
  readonly epochs: number;
  readonly trials: number;
}

export interface HalvingPlan {
  readonly rungs: readonly Rung[];
  /** Epochs of all seeds together that are trained at most; training that stops early takes less. */
  readonly epochs: number;
}

export interface HalvingBudget {
  /** Epochs of all seeds together. */
  readonly epochs: number;
  readonly seeds: number;
  /** Of a run, at most. */
  readonly epochsOfRun: number;
  /** Fewer epochs say nothing yet. */
  readonly least: number;
  /** Not more trials than this. */
  readonly most: number;
}

function rungsOf(trials: number, { epochsOfRun, least }: HalvingBudget): readonly Rung[] {
  const rungs: Rung[] = [{ epochs: epochsOfRun, trials: 1 }];
  // From the last round back: half the epochs for twice the trials.
  for (let [left, epochs] = [1, epochsOfRun]; left < trials;) {
    const before = Math.ceil(epochs / 2);
    const first = before < least || before === epochs;
    left = first ? trials : Math.min(trials, left * 2);
    epochs = first ? epochs : before;
    if (first) rungs[0] = { epochs, trials };
    else rungs.unshift({ epochs, trials: left });
  }
  return rungs;
}

function costOf(rungs: readonly Rung[], seeds: number): number {
  return rungs.reduce(
    (sum, { epochs, trials }, at) => sum + trials * (epochs - (rungs[at - 1]?.epochs ?? 0)) * seeds,
    0
  );
}

/** The plan with the most trials that the budget pays for; null where it does not pay for one run. */
export function halvingPlan(budget: HalvingBudget): HalvingPlan | null {
  let best: HalvingPlan | null = null;
  for (let trials = 1; trials <= budget.most; trials += 1) {
    const rungs = rungsOf(trials, budget);
    const epochs = costOf(rungs, budget.seeds);
    if (epochs > budget.epochs) break;
    best = { rungs, epochs };
  }
  return best;
}
