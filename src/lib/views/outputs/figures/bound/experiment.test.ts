// When a slider moves, the page computes the numbers of the command line, in slices, for the latest settings only.
import { expect, it } from 'vitest';
import { infoNceBoundNow } from '#lib/explain/mutual-information-bound';
import { BoundExperiment, storedView, type BoundData, type BoundView } from './experiment';

const pairs = { correlation: 0.6, width: 2, seed: 1 };
function madeUp(): BoundData {
  const cosineOf = (batch: number, grid: readonly number[]) => infoNceBoundNow(pairs, batch, grid);
  const batches = [2, 8].map((batch) => {
    const { optimal, cosine, batches: drawn } = cosineOf(batch, [0.5]);
    return { batch, drawn, optimal, cosine: cosine[0] ?? { mean: NaN, sd: NaN } };
  });
  const temperatures = cosineOf(8, [0.2, 0.5]).cosine.map((cosine, at) => ({
    temperature: [0.2, 0.5][at] ?? 0,
    cosine
  }));
  return { show: 'bound', values: {}, ...pairs, temperature: 0.5, batch: 8, batches, temperatures };
}

/** Turns by hand, on a clock that moves one millisecond a look. */
function played() {
  const waiting: (() => void)[] = [];
  let time = 0;
  const views: BoundView[] = [];
  const turns = { later: (run: () => void) => void waiting.push(run), now: () => (time += 1) };
  const experiment = new BoundExperiment(madeUp(), (view) => views.push(view), turns);
  const turn = () => waiting.shift()?.();
  const finish = () => {
    let slices = 0;
    while (waiting.length > 0) {
      turn();
      slices += 1;
    }
    return slices;
  };
  return { experiment, views, turn, finish, waiting, last: () => views.at(-1) };
}

it('shows what is stored at first, all of it current', () => {
  const data = madeUp();
  const view = storedView(data);
  expect(view.information).toBeCloseTo(-Math.log(0.64), 12);
  expect(view.batches.map(({ current, ...point }) => [current, point])).toEqual(data.batches.map((p) => [true, p]));
  expect(view.busy).toBe(false);
});

it('computes in slices what the command line would, and says when it is done', () => {
  const { experiment, finish, last, views } = played();
  experiment.move({ correlation: 0.3 });
  expect(last()?.busy).toBe(true);
  expect(last()?.batches.every(({ current }) => !current)).toBe(true);
  expect(finish()).toBeGreaterThan(1);
  const expected = infoNceBoundNow({ ...pairs, correlation: 0.3 }, 8, [0.2, 0.5]);
  expect(last()?.busy).toBe(false);
  expect(last()?.batches[1]).toMatchObject({ batch: 8, optimal: expected.optimal, cosine: expected.cosine[1] });
  expect(last()?.temperatures.map(({ cosine }) => cosine)).toEqual(expected.cosine);
  expect([...(last()?.batches ?? []), ...(last()?.temperatures ?? [])].every(({ current }) => current)).toBe(true);
  // The chosen batch came before the other.
  const firstCurrent = views.find(({ batches }) => batches.some(({ current }) => current));
  expect(firstCurrent?.batches.map(({ current }) => current)).toEqual([false, true]);
});

it('computes only what a move touches', () => {
  const { experiment, finish, last } = played();
  const { batches, temperatures } = storedView(madeUp());
  experiment.move({ batch: 2 });
  expect(last()?.batches).toEqual(batches);
  expect(last()?.temperatures.map(({ current }) => current)).toEqual([false, false]);
  finish();
  expect(last()?.temperatures.map(({ cosine }) => cosine)).toEqual(infoNceBoundNow(pairs, 2, [0.2, 0.5]).cosine);
  experiment.move({ batch: 8 });
  expect(last()?.temperatures).toEqual(temperatures);
  experiment.move({ temperature: 0.2 });
  expect(last()?.temperatures).toEqual(temperatures);
  finish();
  expect(last()?.batches[1]?.cosine).toEqual(temperatures[0]?.cosine);
});

it('lets the latest move win, and takes what is stored where a reader comes back to it', () => {
  const { experiment, turn, finish, waiting, last } = played();
  experiment.move({ correlation: 0.9 });
  turn();
  experiment.move({ correlation: 0.3 });
  finish();
  expect(last()?.batches[1]?.optimal).toEqual(infoNceBoundNow({ ...pairs, correlation: 0.3 }, 8, []).optimal);
  experiment.move({ correlation: 0.6 });
  expect(waiting).toHaveLength(0);
  expect(last()).toEqual(storedView(madeUp()));
});

it('computes nothing more once it is stopped', () => {
  const { experiment, finish, views } = played();
  experiment.move({ correlation: 0.2 });
  experiment.stop();
  const before = views.length;
  finish();
  expect(views).toHaveLength(before);
});
