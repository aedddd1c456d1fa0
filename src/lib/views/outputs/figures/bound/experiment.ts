// Lets a reader play with the bound. The page shows what was stored until a slider moves; then the same code that made it computes anew,
// in short slices between frames. The latest settings win; points of other settings stay, marked as old, until theirs are there.
import { infoNceBound, mutualInformation, type Estimate } from '#lib/explain/mutual-information-bound';
import type { FigureResult } from '#lib/notebook/kinds/figure/stored';

export type BoundData = Extract<FigureResult['data'], { show: 'bound' }>;

export interface BoundSettings {
  readonly temperature: number;
  readonly batch: number;
  readonly correlation: number;
}

export interface BatchPoint {
  readonly batch: number;
  readonly drawn: number;
  readonly optimal: Estimate;
  readonly cosine: Estimate;
  /** Made for the settings that are on. */
  readonly current: boolean;
}

export interface TemperaturePoint {
  readonly temperature: number;
  readonly cosine: Estimate;
  readonly current: boolean;
}

export interface BoundView extends BoundSettings {
  /** I, in nats. */
  readonly information: number;
  readonly batches: readonly BatchPoint[];
  readonly temperatures: readonly TemperaturePoint[];
  readonly busy: boolean;
}

/** How slices of work get their turn: `later` runs a function when the page has had its own. */
export interface Turns {
  later(run: () => void): void;
  now(): number;
}

const PAGE_TURNS: Turns = {
  later: (run) => {
    setTimeout(run, 0);
  },
  now: () => performance.now()
};

/** Milliseconds of a slice: a frame stays whole on a slow machine too. */
const SLICE = 10;

/** The first view: what is stored. */
export function storedView(data: BoundData): BoundView {
  return {
    temperature: data.temperature,
    batch: data.batch,
    correlation: data.correlation,
    information: mutualInformation(data),
    batches: data.batches.map((point) => ({ ...point, current: true })),
    temperatures: data.temperatures.map((point) => ({ ...point, current: true })),
    busy: false
  };
}

export class BoundExperiment {
  #view: BoundView;
  /** Counts moves, so that the work of an earlier one ends. */
  #moves = 0;
  readonly #data: BoundData;
  readonly #onChange: (view: BoundView) => void;
  readonly #turns: Turns;

  constructor(data: BoundData, onChange: (view: BoundView) => void, turns: Turns = PAGE_TURNS) {
    this.#data = data;
    this.#onChange = onChange;
    this.#turns = turns;
    this.#view = storedView(data);
  }

  move(change: Partial<BoundSettings>): void {
    const before = this.#view;
    const next = { ...before, ...change };
    const data = this.#data;
    const turned = next.correlation !== before.correlation;
    const stored = storedView(data);
    const back = next.correlation === data.correlation;
    const { temperature, batch } = next;
    const batches =
      back && temperature === data.temperature
        ? stored.batches
        : outdatedIf(turned || temperature !== before.temperature, before.batches);
    const temperatures =
      back && batch === data.batch
        ? stored.temperatures
        : outdatedIf(turned || batch !== before.batch, before.temperatures);
    this.#moves += 1;
    const busy = [...batches, ...temperatures].some(({ current }) => !current);
    this.#show({
      ...next,
      information: mutualInformation({ correlation: next.correlation, width: data.width }),
      batches,
      temperatures,
      busy
    });
    if (busy) this.#work(this.#compute(), this.#moves);
  }

  stop(): void {
    this.#moves += 1;
  }

  #show(view: BoundView): void {
    this.#view = view;
    this.#onChange(view);
  }

  #work(work: Generator<undefined, void>, move: number): void {
    this.#turns.later(() => {
      if (move !== this.#moves) return;
      const started = this.#turns.now();
      let done = false;
      while (!done && this.#turns.now() - started < SLICE) done = work.next().done ?? false;
      if (done) this.#show({ ...this.#view, busy: false });
      else this.#work(work, move);
    });
  }

  /** Points that are not of the settings that are on: the chosen batch first, which the text below the sliders names. */
  *#compute(): Generator<undefined, void> {
    const { correlation, batch: chosen, temperature } = this.#view;
    const pairs = { correlation, width: this.#data.width, seed: this.#data.seed };
    yield* this.#computeBatches(pairs, temperature, (size) => size === chosen);
    if (this.#view.temperatures.some(({ current }) => !current)) {
      const grid = this.#view.temperatures.map((point) => point.temperature);
      const { cosine } = yield* infoNceBound(pairs, chosen, grid);
      const points = this.#view.temperatures.map((point, at) => ({ ...point, cosine: cosine[at] ?? point.cosine }));
      this.#show({ ...this.#view, temperatures: points.map((point) => ({ ...point, current: true })) });
    }
    yield* this.#computeBatches(pairs, temperature, () => true);
  }

  *#computeBatches(
    pairs: { readonly correlation: number; readonly width: number; readonly seed: number },
    temperature: number,
    wanted: (batch: number) => boolean
  ): Generator<undefined, void> {
    for (const { batch, current } of this.#view.batches) {
      if (current || !wanted(batch)) continue;
      const { optimal, cosine, batches: drawn } = yield* infoNceBound(pairs, batch, [temperature]);
      const [first] = cosine;
      if (!first) continue;
      const made = { batch, drawn, optimal, cosine: first, current: true };
      this.#show({
        ...this.#view,
        batches: this.#view.batches.map((point) => (point.batch === batch ? made : point))
      });
    }
  }
}

function outdatedIf<Point extends { readonly current: boolean }>(
  outdated: boolean,
  points: readonly Point[]
): readonly Point[] {
  return outdated ? points.map((point) => ({ ...point, current: false })) : points;
}
