// SDR against a float64 reference written from its formula: whitening by an eigendecomposition of our own, targets, weights of users, the
// loss, and its gradient to the final embeddings by central differences. And the memory that it takes at the size of Amazon-book.
import { engine, memory, tensor2d, tidy } from '@tensorflow/tfjs-core';
import { describe, expect, it, beforeAll } from 'vitest';
import { startBackend } from '#kernels/backend/backend';
import { as2d } from '#kernels/backend/tensors';
import { disposeRowIndex, makeRowIndex } from '#kernels/gather-rows/gather-rows';
import { normalArray } from '#kernels/random/random';
import { symmetricEigen } from '#kernels/svd/symmetric-eigen';
import type { SemanticVectors } from '#lib/dataset/types';
import { WITHOUT_REST } from '#lib/work/work';
import { distribution } from './distribution';

// User 4 and item 2 have no vector; user 1 is twice in the batch.
const [USERS, ITEMS, WIDTH, DIMENSIONS, OUTPUT] = [9, 14, 5, 3, 4];
const NODES = USERS + ITEMS;
const draw = (step: number, count: number): Float32Array =>
  Float32Array.from(normalArray({ seed: 6, stream: 93, step }, count));
const present = (rows: number, without: number): Uint8Array =>
  Uint8Array.from({ length: rows }, (_, row) => (row === without ? 0 : 1));
const vectors: SemanticVectors = {
  dimensions: WIDTH,
  users: draw(0, USERS * WIDTH),
  items: draw(1, ITEMS * WIDTH),
  userPresent: present(USERS, 4),
  itemPresent: present(ITEMS, 2)
};
const final = draw(2, NODES * OUTPUT);
const BATCH_USERS = [1, 0, 4, 1, 7, 3];
const SETTINGS = { sdr_weight: 1.5, sdr_temperature: 0.2 };

type Rows = number[][];

const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((s, x, i) => s + x * (b[i] ?? 0), 0);
const unit = (row: readonly number[]): number[] => row.map((x) => x / Math.max(Math.sqrt(dot(row, row)), 1e-12));
const rowsOf = (values: ArrayLike<number>, width: number): Rows =>
  Array.from({ length: values.length / width }, (_, row) => Array.from(values).slice(row * width, (row + 1) * width));

/** Scores on the first components of the covariance, each over its spread, in float64; signs as of the largest score. */
async function whitened(rows: Rows): Promise<Rows> {
  const mean = Array.from({ length: WIDTH }, (_, k) => rows.reduce((s, row) => s + (row[k] ?? 0), 0) / rows.length);
  const centred = rows.map((row) => row.map((x, k) => x - (mean[k] ?? 0)));
  const covariance = mean.map((_, i) =>
    Float64Array.from(mean, (__, j) => centred.reduce((s, row) => s + (row[i] ?? 0) * (row[j] ?? 0), 0))
  );
  const { vectors: axes } = await symmetricEigen(covariance, () => Promise.resolve());
  const columns = axes.slice(0, DIMENSIONS).map((axis) => {
    const scores = centred.map((row) => dot(row, [...axis]));
    const spread = Math.sqrt(dot(scores, scores));
    const largest = scores.reduce((most, x) => (Math.abs(x) > Math.abs(most) ? x : most), 0);
    return scores.map((x) => (Math.sign(largest) * x) / spread);
  });
  return rows.map((_, row) => unit(columns.map((column) => column[row] ?? 0)));
}

/** p of users and of items, by their own numbers; none for who has no vector. */
async function profiles(isJoint: boolean): Promise<{ users: Map<number, number[]>; items: Map<number, number[]> }> {
  const own = (all: Float32Array, flags: Uint8Array): [number, number[]][] =>
    rowsOf(all, WIDTH).flatMap((row, at): [number, number[]][] => (flags[at] === 1 ? [[at, row]] : []));
  const users = own(vectors.users, vectors.userPresent);
  const items = own(vectors.items, vectors.itemPresent);
  const white = async (some: readonly [number, number[]][]): Promise<Rows> => whitened(some.map(([, row]) => row));
  const all = isJoint ? await white([...users, ...items]) : [...(await white(users)), ...(await white(items))];
  return {
    users: new Map(users.map(([user], at) => [user, all[at] ?? []])),
    items: new Map(items.map(([item], at) => [item, all[users.length + at] ?? []]))
  };
}

function softmax(row: readonly number[], others: Rows): number[] {
  const e = others.map((other) => Math.exp(dot(row, other) / SETTINGS.sdr_temperature));
  const total = e.reduce((a, b) => a + b, 0);
  return e.map((value) => value / total);
}

function reference(of: Awaited<ReturnType<typeof profiles>>, embeddings: readonly number[], weigh: boolean): number {
  const rows = rowsOf(embeddings, OUTPUT).map(unit);
  const items = [...of.items.keys()];
  const candidates = items.map((item) => rows[USERS + item] ?? []);
  const users = [...new Set(BATCH_USERS)].filter((user) => of.users.has(user));
  const losses = users.map((user) => {
    const target = softmax(of.users.get(user) ?? [], [...of.items.values()]);
    const entropy = -target.reduce((s, share) => s + share * Math.log(share), 0);
    const weight = weigh ? Math.min(1, Math.max(0.1, 1 - entropy / Math.log(items.length))) : 1;
    const own = softmax(rows[user] ?? [], candidates);
    return -weight * target.reduce((s, share, at) => s + share * Math.log(own[at] ?? 1), 0);
  });
  return (SETTINGS.sdr_weight * losses.reduce((a, b) => a + b, 0)) / losses.length;
}

const OPTIONS: Readonly<Record<string, boolean>>[] = [{}, { joint_whitening: true }, { equal_users: true }];

describe.each(['cpu', 'wasm'] as const)('SDR on %s', (backend) => {
  beforeAll(async () => {
    await startBackend(backend, { wasmBinaries: 'node_modules/@tensorflow/tfjs-backend-wasm/dist/' });
  });

  it.each(OPTIONS)(
    'has the loss and the gradient of its formula with %o, and leaves nothing behind',
    async (options) => {
      const before = memory().numTensors;
      const context = {
        userCount: USERS,
        itemCount: ITEMS,
        outputDim: OUTPUT,
        dimensions: DIMENSIONS,
        backbone: { name: 'made up', usesNegatives: true },
        vectors
      };
      const built = distribution(context, { ...SETTINGS, ...options });
      await built.ready?.(WITHOUT_REST);
      await built.ready?.(WITHOUT_REST);
      const some = Int32Array.from(BATCH_USERS, () => USERS);
      const plans = [Int32Array.from(BATCH_USERS), some].map((nodes) => makeRowIndex(nodes, NODES));
      const [anchors, positives] = plans;
      if (!anchors || !positives) throw new Error('A plan is missing');
      const batch = { size: BATCH_USERS.length, anchors, positives };
      const { loss, gradient } = tidy(() => {
        const x = tensor2d(final, [NODES, OUTPUT]);
        const { value, grads } = engine().gradients(() => {
          const term = built.loss?.({}, as2d(x), batch, {}).sdr_loss;
          if (!term) throw new Error('There is no term');
          return term;
        }, [x]);
        return { loss: value.dataSync()[0] ?? NaN, gradient: [...(grads[0]?.dataSync() ?? [])] };
      });
      plans.forEach(disposeRowIndex);
      built.dispose();
      expect(memory().numTensors).toBe(before);

      const of = await profiles(options.joint_whitening ?? false);
      const at = (embeddings: readonly number[]): number => reference(of, embeddings, !options.equal_users);
      const numbers = [...final];
      expect(loss).toBeCloseTo(at(numbers), 5);
      const slopes = numbers.map(
        (value, place) => (at(numbers.with(place, value + 1e-5)) - at(numbers.with(place, value - 1e-5))) / 2e-5
      );
      const off = gradient.map((value, place) => Math.abs(value - (slopes[place] ?? NaN)));
      expect(off.every((value) => value < 2e-5)).toBe(true);
      // Items without a vector are left out.
      expect(gradient.slice((USERS + 2) * OUTPUT, (USERS + 3) * OUTPUT)).toEqual([0, 0, 0, 0]);
    }
  );
});
