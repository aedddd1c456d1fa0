// SGL against its formula in plain loops: BPR on the clean view, the contrast of two views with dropped edges.
import { beforeAll, expect, it } from 'vitest';
import { startBackend } from '#kernels/backend/backend';
import {
  bpr,
  computed,
  expectClose,
  infoNce,
  pick,
  sumOfLayers,
  tinyGraph,
  tinyTable,
  triples,
  USERS
} from '../testing/plain';
import { sgl } from './sgl';

beforeAll(async () => {
  await startBackend('cpu', { wasmBinaries: '' });
});

const masks = { edgeMask1: Uint8Array.of(1, 0, 1, 1, 0, 1, 1, 1), edgeMask2: Uint8Array.of(0, 1, 1, 1, 1, 0, 1, 1) };

it.each([true, false])(
  'scores the clean view and contrasts the dropped ones (negative items taken in: %s)',
  (contrast_negatives) => {
    const settings = { layers: 3, keep_rate: 0.8, cl_weight: 0.3, cl_temperature: 0.5, contrast_negatives };
    const backbone = sgl({ graph: tinyGraph, dimensions: 2 }, settings);
    const { final, terms } = computed(backbone, masks);
    const clean = sumOfLayers(tinyGraph, tinyTable, 3);
    expectClose(final, clean);
    expect(terms.bpr_loss).toBeCloseTo(bpr(clean), 5);
    const [one, two] = [
      sumOfLayers(tinyGraph, tinyTable, 3, masks.edgeMask1),
      sumOfLayers(tinyGraph, tinyTable, 3, masks.edgeMask2)
    ];
    const [users, items] = [two.slice(0, USERS), two.slice(USERS)];
    const contrast = (nodes: Int32Array, candidates: number[][]): number =>
      infoNce(pick(one, nodes), pick(two, nodes), candidates, 0.5);
    const expected =
      contrast(triples.anchors, users) +
      contrast(triples.positives, items) +
      (contrast_negatives ? contrast(triples.negatives, items) : 0);
    expect(terms.cl_loss).toBeCloseTo((0.3 / triples.anchors.length) * expected, 5);
    backbone.dispose();
  }
);
