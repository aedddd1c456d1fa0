// DCCF against its formula in plain loops: four ways to a layer, and the contrast of three of them with the first.
import { beforeAll, expect, it } from 'vitest';
import { startBackend } from '#kernels/backend/backend';
import {
  bpr,
  computed,
  cosine,
  dot,
  expectClose,
  infoNce,
  pick,
  plus,
  propagate,
  tinyGraph,
  tinyTable,
  USERS,
  type Rows
} from '../testing/plain';
import { dccf } from './dccf';

beforeAll(async () => {
  await startBackend('cpu', { wasmBinaries: '' });
});

const intents = {
  user: [
    [0.3, -0.6, 0.2],
    [0.5, 0.1, -0.4]
  ],
  item: [
    [-0.2, 0.4, 0.7],
    [0.6, -0.3, 0.1]
  ]
};
const parameters = {
  user_intent: { shape: [2, 3], values: Float32Array.from(intents.user.flat()) },
  item_intent: { shape: [2, 3], values: Float32Array.from(intents.item.flat()) }
};

/** softmax(z W) Wᵀ */
function intentRow(z: readonly number[], w: Rows): number[] {
  const scores = (w[0] ?? []).map((_, k) =>
    Math.exp(
      dot(
        z,
        w.map((row) => row[k] ?? 0)
      )
    )
  );
  const total = scores.reduce((a, b) => a + b, 0);
  return w.map((row) =>
    dot(
      row,
      scores.map((score) => score / total)
    )
  );
}

/** G_X Z: α = (cos(X_h, X_t) + 1) / 2 over the edges, each row divided by its sum. */
function adaptive(x: Rows, z: Rows): number[][] {
  const { rowPtr, colIdx } = tinyGraph;
  return z.map((row, h) => {
    const tails = Array.from(colIdx.subarray(rowPtr[h], rowPtr[h + 1]));
    const alphas = tails.map((t) => (cosine(x[h], x[t]) + 1) / 2);
    const total = alphas.reduce((a, b) => a + b, 0);
    return row.map((_, c) => tails.reduce((sum, t, at) => sum + ((alphas[at] ?? 0) / total) * (z[t]?.[c] ?? 0), 0));
  });
}

it.each([false, true])(
  'sums layers of four parts, and contrasts over unique rows (items over items: %s)',
  (items_over_items) => {
    const settings = { layers: 2, intents: 3, cl_weight: 0.1, cl_temperature: 0.6, items_over_items };
    const backbone = dccf({ graph: tinyGraph, dimensions: 2 }, settings);
    const { final, terms } = computed(backbone, {}, parameters);
    let z: Rows = tinyTable;
    const all: Rows[] = [z];
    let contrast = 0;
    // Unique anchors 0 and 1; unique positive items 3, 4 and 2.
    const [users, items] = [
      [0, 1],
      [3, 4, 2]
    ];
    for (let l = 0; l < 2; l++) {
      const gnn = propagate(tinyGraph, z);
      const int = z.map((row, r) => intentRow(row, r < USERS ? intents.user : intents.item));
      const others = [int, adaptive(gnn, z), adaptive(int, z)];
      for (const other of others) {
        contrast += infoNce(pick(gnn, users), pick(other, users), pick(other, users), 0.6) / users.length;
        contrast +=
          infoNce(pick(gnn, items), pick(other, items), pick(other, items), 0.6) /
          (items_over_items ? items : users).length;
      }
      z = plus(gnn, ...others, z);
      all.push(z);
    }
    const expected = plus(...all);
    expectClose(final, expected);
    expect(terms.bpr_loss).toBeCloseTo(bpr(expected), 4);
    expect(terms.cl_loss).toBeCloseTo(0.1 * contrast, 5);
    backbone.dispose();
  }
);
