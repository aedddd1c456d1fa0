// A run that starts from all that another one learned, and leaves its last parameters: "train on" as what-if needs it.
import { beforeAll, expect, it } from 'vitest';
import type { NamedArray } from './export/safetensors';
import { withStart } from './model/init';
import { numbersOf, start, train } from './testing/tiny';
import type { TrainOutput } from './loop/train';

beforeAll(async () => {
  await start('cpu');
});

function namedOf({ arrays, places }: TrainOutput): Record<string, NamedArray> {
  const all = arrays.parameters ?? new Float32Array();
  return Object.fromEntries(
    places.map(({ name, shape, offset }) => {
      const size = shape.reduce((a, b) => a * b, 1);
      return [name, { shape, values: all.subarray(offset, offset + size) }];
    })
  );
}

const farthest = (a: Float32Array = new Float32Array(), b: Float32Array = new Float32Array()): number =>
  Math.max(...a.map((value, at) => Math.abs(value - (b[at] ?? Infinity))));

it('training on begins at every parameter of the run before, the alignment’s among them', async () => {
  const before = await train('contrastive', { epochs: 2 });
  const from = namedOf(before);
  expect(Object.keys(from).some((name) => name.startsWith('alignment.'))).toBe(true);
  const on = await train('contrastive', { epochs: 1, learning_rate: 1e-6 }, { start: from, keep: 'last' });
  expect(farthest(before.arrays.parameters, on.arrays.parameters)).toBeLessThan(1e-4);
  const nodesOnly = Object.fromEntries(Object.entries(from).filter(([name]) => name === 'nodes'));
  const half = await train('contrastive', { epochs: 1, learning_rate: 1e-6 }, { start: nodesOnly, keep: 'last' });
  expect(farthest(before.arrays.parameters, half.arrays.parameters)).toBeGreaterThan(1e-3);
});

it('a run that keeps its last parameters validates nothing on the way and is stopped by nothing', async () => {
  const hasty = { epochs: 6, validate_every: 1, patience: 1, patience_steps: 0, learning_rate: 1e-6 };
  const best = await train('none', hasty);
  expect(best.result.epochs.length).toBeLessThan(6);
  const last = await train('none', hasty, { keep: 'last' });
  expect(last.result.epochs).toHaveLength(6);
  expect(last.result.epochs.every(({ val }) => val === undefined)).toBe(true);
  expect(last.result.best_epoch).toBe(5);
});

it('what is kept is the end, not the best: two epochs at once are the same steps as ever', async () => {
  const once = await train('none', { epochs: 3, learning_rate: 0.5 }, { keep: 'last' });
  expect(numbersOf(await train('none', { epochs: 3, learning_rate: 0.5 }, { keep: 'last' }))).toEqual(numbersOf(once));
  // At this rate the first validation is the best one, so the best parameters are others than the last.
  const best = await train('none', { epochs: 3, learning_rate: 0.5, validate_every: 1 });
  expect(best.result.best_epoch).toBeLessThan(2);
  expect(best.arrays.parameters).not.toEqual(once.arrays.parameters);
});

it('arrays keep the order of the model, and one of another shape or of no use is refused', () => {
  const array = (...shape: number[]): NamedArray => ({
    shape,
    values: new Float32Array(shape.reduce((a, b) => a * b, 1))
  });
  const fresh = { nodes: array(3, 2), extra: array(4) };
  const mine = array(4);
  const joined = withStart(fresh, { extra: mine });
  expect(Object.keys(joined)).toEqual(['nodes', 'extra']);
  expect(joined.extra).toBe(mine);
  expect(joined.nodes).toBe(fresh.nodes);
  expect(() => withStart(fresh, { extra: array(2, 2) })).toThrow(
    expect.objectContaining({ code: 'training/does-not-fit' })
  );
  expect(() => withStart(fresh, { other: array(4) })).toThrow(
    expect.objectContaining({ code: 'training/does-not-fit' })
  );
});
