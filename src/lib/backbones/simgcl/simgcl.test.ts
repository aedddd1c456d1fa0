// SimGCL against its formula in plain loops: signed unit noise after each layer, fed to the next one.
import { beforeAll, expect, it } from 'vitest';
import { startBackend } from '#kernels/backend/backend';
import { uniformArray } from '#kernels/random/random';
import {
  bpr,
  computed,
  expectClose,
  infoNce,
  map,
  pick,
  plus,
  propagate,
  rowNorm,
  sumOfLayers,
  tinyGraph,
  tinyTable,
  triples,
  USERS,
  type Rows
} from '../testing/plain';
import { simGcl } from './simgcl';

beforeAll(async () => {
  await startBackend('cpu', { wasmBinaries: '' });
});

const [layers, eps] = [2, 0.3];
const draws = (view: number, layer: number): Float32Array =>
  uniformArray({ seed: 9, stream: 126, step: 10 * view + layer }, tinyTable.length * 2);
const state = Object.fromEntries(
  [1, 2].flatMap((view) => [1, 2].map((layer) => [`noise${view}.${layer}`, draws(view, layer)]))
);

/** Σ of e^(0) and the noisy layers: e^(l+1) = h + eps · sign(h) ⊙ r / ‖r‖. */
function noisy(view: number): Rows {
  let layer: Rows = tinyTable;
  const all: Rows[] = [tinyTable];
  for (let l = 1; l <= layers; l++) {
    const noise = draws(view, l);
    const length = tinyTable.map((_, r) => rowNorm([...noise.subarray(2 * r, 2 * r + 2)]));
    layer = map(
      propagate(tinyGraph, layer),
      (h, r, c) => h + (eps * Math.sign(h) * (noise[2 * r + c] ?? 0)) / Math.max(length[r] ?? 0, 1e-12)
    );
    all.push(layer);
  }
  return plus(...all);
}

it('scores the clean view, and contrasts two noisy ones without the negative items', () => {
  const backbone = simGcl({ graph: tinyGraph, dimensions: 2 }, { layers, eps, cl_weight: 0.2, cl_temperature: 0.4 });
  const { final, terms } = computed(backbone, state);
  const clean = sumOfLayers(tinyGraph, tinyTable, layers);
  expectClose(final, clean);
  expect(terms.bpr_loss).toBeCloseTo(bpr(clean), 5);
  const [one, two] = [noisy(1), noisy(2)];
  const expected =
    infoNce(pick(one, triples.anchors), pick(two, triples.anchors), two.slice(0, USERS), 0.4) +
    infoNce(pick(one, triples.positives), pick(two, triples.positives), two.slice(USERS), 0.4);
  expect(terms.cl_loss).toBeCloseTo((0.2 / triples.anchors.length) * expected, 5);
  backbone.dispose();
});
