// Every registered backbone keeps the contract, and each way of breaking it is told in words.
import { mul, randomUniform, scalar, square, sum } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { startBackend } from '#kernels/backend/backend';
import { as2d } from '#kernels/backend/tensors';
import { bprMf } from '#lib/backbones/bpr-mf/bpr-mf';
import { BACKBONE_NAMES } from '#lib/backbones/names';
import * as backbones from '#lib/backbones/builders';
import type { Backbone, BackboneContext } from '#lib/backbones/types';
import { checkBackbone } from './check-backbone';
import { resolveSettings, type Overrides } from '../settings/presets';

beforeAll(async () => {
  await startBackend('cpu', { wasmBinaries: '' });
});

it.each(BACKBONE_NAMES)('%s keeps the contract', async (name) => {
  const overrides: Overrides = name === 'autocf' ? { seed_nodes: 2, heads: 2 } : {};
  const { backboneSettings } = resolveSettings(name, 'none', 'small', overrides);
  expect(await checkBackbone((context) => backbones[name](context, backboneSettings))).toEqual([]);
});

describe('a backbone that breaks the contract', () => {
  const broken = (change: Partial<Backbone>) => (context: BackboneContext) => ({ ...bprMf(context, {}), ...change });
  const terms = (e: Parameters<Backbone['forward']>[2]) => ({ bpr_loss: sum(square(e)) });

  it.each([
    ['of another width than it promised', { outputDim: 3 }, /\[9, 3\] was promised/],
    [
      'that draws in clean mode',
      { forward: (_p, _r, e) => ({ final: as2d(mul(e, randomUniform(e.shape))), loss: () => terms(e) }) },
      /Clean mode differs/
    ],
    [
      'that keeps a function in its state',
      { prepare: () => Promise.resolve(JSON.parse('{}', () => Math.sin)) },
      /plain data/
    ],
    [
      'that learns nothing from clicks',
      { forward: (_p, _r, e) => ({ final: e, loss: () => ({ bpr_loss: scalar(1) }) }) },
      /No gradient reaches the node table/
    ],
    [
      'whose terms are no numbers',
      { forward: (_p, _r, e) => ({ final: e, loss: () => ({ bpr_loss: mul(sum(e), Number.NaN) }) }) },
      /The term bpr_loss is NaN/
    ],
    [
      'whose terms change',
      {
        prepare: ({ stepInEpoch }) => Promise.resolve({ stepInEpoch }),
        forward: (_p, _r, e, state) => ({
          final: e,
          loss: () => ({ ...terms(e), ...(state.stepInEpoch === 0 ? { extra_loss: sum(e) } : {}) })
        })
      },
      /Steps have different terms/
    ]
  ] satisfies [string, Partial<Backbone>, RegExp][])('%s is told so', async (_, change, says) => {
    expect((await checkBackbone(broken(change))).join(' ')).toMatch(says);
  });
});
