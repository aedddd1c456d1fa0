// Every registered alignment keeps the contract, and each way of breaking it is told in words.
import { mul, scalar, slice, sum } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { startBackend } from '#kernels/backend/backend';
import { as2d } from '#kernels/backend/tensors';
import * as alignments from '#lib/alignment/builders';
import { ALIGNMENTS } from '#lib/alignment/registry';
import type { Alignment } from '#lib/alignment/types';
import { checkAlignment } from './check-alignment';

beforeAll(async () => {
  await startBackend('cpu', { wasmBinaries: '' });
});

it.each(ALIGNMENTS.map((one) => [one.name, one.presets] as const))('%s keeps the contract', async (name, presets) => {
  // All nodes masked, so that some with a vector are.
  const settings = { ...presets.own.values, mask_ratio: 1 };
  expect(await checkAlignment((context) => alignments[name](context, settings))).toEqual([]);
});

describe('an alignment that breaks the contract', () => {
  const good: Alignment = {
    init: () => ({}),
    prepare: () => ({}),
    loss: (_parameters, final) => ({ own_loss: sum(final) }),
    dispose: () => undefined
  };

  it('is none where it keeps it', async () => {
    expect(await checkAlignment(() => good)).toEqual([]);
  });

  it.each([
    ['that does nothing', { loss: undefined }, /act on nothing/],
    ['that keeps a function in its state', { prepare: () => JSON.parse('{}', () => Math.sin) }, /plain data/],
    ['whose terms are no numbers', { loss: (_p, final) => ({ own_loss: mul(sum(final), Number.NaN) }) }, /is NaN/],
    ['that teaches nothing', { loss: () => ({ own_loss: scalar(1) }) }, /reaches the final embeddings/],
    [
      'whose terms change',
      {
        loss: (_p, final, { size }): Record<string, ReturnType<typeof sum>> =>
          size > 1 ? { own_loss: sum(final) } : { other_loss: sum(final) }
      },
      /Steps have different terms/
    ],
    ['that scores less than the backbone', { fuse: (_p, final) => as2d(slice(final, [0, 0], [9, 2])) }, /\[9, 2\]/],
    ['that changes the width of the table', { transform: (_p, e0) => as2d(slice(e0, [0, 0], [9, 2])) }, /a width of 4/]
  ] satisfies [string, Partial<Alignment>, RegExp][])('%s is told so', async (_, change, says) => {
    expect((await checkAlignment(() => ({ ...good, ...change }))).join(' ')).toMatch(says);
  });

  it('that leaves tensors behind is told so', async () => {
    expect(await checkAlignment(() => ({ ...good, init: () => (scalar(1), {}) }))).toEqual([
      '1 tensors stay behind: dispose() must free what build() made.'
    ]);
  });
});
