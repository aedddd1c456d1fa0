// The operators, each as it stands in a training step: our form, and the best stock form of the same result.
import {
  grads,
  keep,
  randomUniform as stockUniform,
  square,
  sum,
  tensor1d,
  tensor2d,
  tidy
} from '@tensorflow/tfjs-core';
import { adamStep } from '#kernels/adam/adam';
import { as1d, as2d } from '#kernels/backend/tensors';
import { bprLoss, disposeTripleIndex, makeTripleIndex } from '#kernels/bpr/bpr';
import { edgeMask } from '#kernels/edge-mask/edge-mask';
import { disposeRowIndex, gatherRows, makeRowIndex } from '#kernels/gather-rows/gather-rows';
import { randomUniform, uniformInt } from '#kernels/random/random';
import { spmmOffTape } from '#kernels/spmm/spmm';
import { disposeSparsePair, makeSparsePair } from '#kernels/spmm/sparse-pair';
import { groupByUser, itemsOf } from '#kernels/top-k/select';
import { topK } from '#kernels/top-k/top-k';
import { normaliseRows, sumOfLogSums } from '#lib/losses/info-nce';
import { denseCases } from './dense-cases';
import { madeUpClicks, madeUpGraph, type GraphSize } from './graphs';
import { DIMENSIONS, matrix, numbers, prepared } from './prepared';
import {
  disposeStock,
  stockAdam,
  stockBpr,
  stockEdgeMask,
  stockGather,
  stockInfoNce,
  stockMatrices,
  stockSpmm,
  stockTopK
} from './stock';
import type { BenchCase } from './types';

const BATCH = 4096;
const TEMPERATURE = 0.2;
/** LightGCN-Con on Amazon-book with 1,536-wide vectors: tables, projection, both biases. */
const PARAMETERS = 1_880_768;

const indices = (seed: number, n: number, bound: number): Int32Array =>
  Int32Array.from({ length: n }, (_, at) => uniformInt({ seed, stream: 122, step: 0 }, at, bound));

export function spmmCase(name: string, size: GraphSize): BenchCase {
  const nodes = size.users + size.items;
  const entries = 2 * size.interactions;
  const csr = () => ({ ...madeUpGraph(size), rows: nodes, columns: nodes });
  return {
    name,
    what: `Sparse × dense: ${nodes} nodes, ${entries} entries, width ${DIMENSIONS}.`,
    bytes: 8 * entries + 4 * nodes + 8 * DIMENSIONS * nodes,
    flops: 2 * DIMENSIONS * entries,
    units: entries,
    forms: {
      ours: () => {
        const pair = makeSparsePair(csr());
        const work = prepared({ x: matrix(1, nodes) }, ({ x }) => spmmOffTape(pair.forward, x));
        return { ...work, dispose: () => (work.dispose(), disposeSparsePair(pair)) };
      },
      stock: () => {
        const { forward, transposed } = stockMatrices(csr());
        const work = prepared({ x: matrix(1, nodes) }, ({ x }) => stockSpmm(forward, x));
        return { ...work, dispose: () => (work.dispose(), disposeStock(forward), disposeStock(transposed)) };
      }
    }
  };
}

function gatherCase(nodes: number): BenchCase {
  const index = indices(2, BATCH, nodes);
  return {
    name: 'gatherRows with gradient',
    what: `${BATCH} of ${nodes} rows, width ${DIMENSIONS}, and the gradient to all rows.`,
    bytes: 4 * DIMENSIONS * (3 * BATCH + nodes),
    forms: {
      ours: () => {
        const rows = makeRowIndex(index, nodes);
        const work = prepared({ x: matrix(3, nodes) }, ({ x }) =>
          grads((t) => sum(square(gatherRows(as2d(t), rows))))([x])
        );
        return { ...work, dispose: () => (work.dispose(), disposeRowIndex(rows)) };
      },
      stock: () =>
        prepared({ x: matrix(3, nodes), index: tensor1d(index, 'int32') }, ({ x, index }) =>
          grads((t) => sum(square(stockGather(as2d(t), index))))([x])
        )
    }
  };
}

function bprCase(nodes: number): BenchCase {
  const lists = [4, 5, 6].map((seed) => indices(seed, BATCH, nodes));
  const [a = new Int32Array(), p = a, n = a] = lists;
  return {
    name: 'BPR with gradient',
    what: `${BATCH} triples of ${nodes} rows, width ${DIMENSIONS}, and the gradient to all rows.`,
    bytes: 4 * DIMENSIONS * (6 * BATCH + nodes),
    forms: {
      ours: () => {
        const triples = makeTripleIndex(a, p, n, nodes);
        const work = prepared({ x: matrix(7, nodes) }, ({ x }) => grads((t) => bprLoss(as2d(t), triples))([x]));
        return { ...work, dispose: () => (work.dispose(), disposeTripleIndex(triples)) };
      },
      stock: () => {
        const inputs = {
          x: matrix(7, nodes),
          a: tensor1d(a, 'int32'),
          p: tensor1d(p, 'int32'),
          n: tensor1d(n, 'int32')
        };
        return prepared(inputs, ({ x, a, p, n }) => grads((t) => stockBpr(as2d(t), a, p, n))([x]));
      }
    }
  };
}

function infoNceCase(rows: number, candidates: number): BenchCase {
  const inputs = () =>
    tidy(() => ({ x: keep(normaliseRows(matrix(8, rows))), c: keep(normaliseRows(matrix(9, candidates))) }));
  const stockBytes = 3 * 4 * rows * candidates;
  const fits = 4 * rows * candidates <= 2 ** 27;
  return {
    name: `InfoNCE ${rows} × ${candidates}`,
    what: `${rows} anchors against ${candidates} candidates, width ${DIMENSIONS}, and both gradients.`,
    flops: 8 * DIMENSIONS * rows * candidates,
    forms: {
      ours: () =>
        prepared(inputs(), ({ x, c }) => grads((a, b) => sumOfLogSums(as2d(a), as2d(b), TEMPERATURE))([x, c])),
      ...(fits
        ? {
            stock: () =>
              prepared(inputs(), ({ x, c }) => grads((a, b) => stockInfoNce(as2d(a), as2d(b), TEMPERATURE))([x, c]))
          }
        : {})
    },
    ...(fits
      ? {}
      : {
          missing: { stock: `needs about ${(stockBytes / 2 ** 30).toFixed(1)} GB, in buffers larger than may be bound` }
        })
  };
}

const adamCase: BenchCase = {
  name: 'Adam',
  what: `${PARAMETERS} parameters.`,
  bytes: 28 * PARAMETERS,
  forms: {
    ours: () =>
      prepared(
        {
          state: tensor2d(numbers(10, 3 * PARAMETERS).map(Math.abs), [3, PARAMETERS]),
          g: tensor1d(numbers(11, PARAMETERS))
        },
        ({ state, g }) =>
          adamStep(state, g, { step: 1, learningRate: 1e-3, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, l2: 0 })
      ),
    stock: () => {
      const one = (seed: number) => tensor1d(numbers(seed, PARAMETERS).map(Math.abs));
      return prepared({ theta: one(10), m: one(12), v: one(13), g: one(11) }, ({ theta, m, v, g }) =>
        stockAdam(theta, m, v, g)
      );
    }
  }
};

/** For all users as evaluation asks it; and for some, which is what the stock form has room for: it writes their scores down. */
function topKCases({ users, items, interactions }: GraphSize): BenchCase[] {
  const clicks = groupByUser(madeUpClicks({ users, items, interactions }), users);
  const some = Math.min(256, users);
  const what = (count: number): string =>
    `The best 20 of ${items} items for ${count} users, width ${DIMENSIONS}, training items left out; lists are read back.`;
  const ours = (count: number) => {
    const [x, y] = [numbers(14, count * DIMENSIONS), numbers(15, items * DIMENSIONS)];
    const rowPtr = clicks.rowPtr.slice(0, count + 1);
    const excluded = { rowPtr, items: clicks.items.slice(0, rowPtr[count] ?? 0) };
    return { run: async () => void (await topK(x, y, DIMENSIONS, excluded, 20)), dispose: () => undefined };
  };
  const stock = () => {
    const hidden = new Float32Array(some * items);
    for (let user = 0; user < some; user++) {
      for (const item of itemsOf(clicks, user)) hidden[user * items + item] = -1e8;
    }
    const inputs = { x: matrix(14, some), y: matrix(15, items), mask: tensor2d(hidden, [some, items]) };
    return prepared(inputs, ({ x, y, mask }) => stockTopK(x, y, mask, 20));
  };
  return [
    {
      name: 'top 20, all users',
      what: what(users),
      flops: 2 * DIMENSIONS * users * items,
      units: users,
      forms: { ours: () => ours(users) }
    },
    {
      name: `top 20, ${some} users`,
      what: what(some),
      flops: 2 * DIMENSIONS * some * items,
      units: some,
      forms: { ours: () => ours(some), stock }
    }
  ];
}

function randomCases(nodes: number, entries: number): BenchCase[] {
  const key = { seed: 1, stream: 123, step: 0 };
  return [
    {
      name: 'uniform draws',
      what: `${nodes} × ${DIMENSIONS} draws.`,
      bytes: 4 * DIMENSIONS * nodes,
      forms: {
        ours: () => prepared({}, () => randomUniform(key, [nodes, DIMENSIONS])),
        stock: () => prepared({}, () => stockUniform([nodes, DIMENSIONS]))
      }
    },
    {
      name: 'edge mask',
      what: `${entries} entries, four in five kept.`,
      bytes: 8 * entries,
      forms: {
        ours: () => prepared({ values: tensor1d(numbers(16, entries)) }, ({ values }) => edgeMask(values, key, 0.8)),
        stock: () =>
          prepared({ values: tensor1d(numbers(16, entries)) }, ({ values }) => stockEdgeMask(as1d(values), 0.8))
      }
    }
  ];
}

/** All operators at the size of a data set. */
export function operatorCases(size: GraphSize): BenchCase[] {
  const nodes = size.users + size.items;
  return [
    spmmCase('spmm', size),
    gatherCase(nodes),
    bprCase(nodes),
    infoNceCase(256, nodes),
    infoNceCase(BATCH, nodes),
    ...denseCases,
    adamCase,
    ...topKCases(size),
    ...randomCases(nodes, 2 * size.interactions)
  ];
}
