// Every operator that wasm runs by our module, once at a width, on inputs that are the same everywhere; and a checksum of all that comes
// out, which is the same in Node and in every browser.
import { concat, grad, grads, matMul, reshape, tensor1d, tensor2d, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { adamStep } from '#kernels/adam/adam';
import { as1d, as2d } from '#kernels/backend/tensors';
import { bprLoss, disposeTripleIndex, makeTripleIndex } from '#kernels/bpr/bpr';
import { dense } from '#kernels/dense/dense';
import { disposeEdgePattern, edgeDotOffTape, makeEdgePattern } from '#kernels/edge-dot/edge-dot';
import { exponentialSums } from '#kernels/exponential-sums/exponential-sums';
import { edgeMask } from '#kernels/edge-mask/edge-mask';
import { disposeRowIndex, gatherRows, makeRowIndex } from '#kernels/gather-rows/gather-rows';
import { randomUniform, uniformInt } from '#kernels/random/random';
import { signNoise } from '#kernels/sign-noise/sign-noise';
import { spmmOffTape, sumOfPowers } from '#kernels/spmm/spmm';
import { disposeSparsePair, makeSparsePair } from '#kernels/spmm/sparse-pair';
import { take } from '#kernels/take/take';
import { unitRows } from '#kernels/unit-rows/unit-rows';
import { randomCsr, randomMatrix } from './shapes';

/** Row 0 holds this many entries: more than one part, and a part that is not full. */
const NODES = 230;

/** Every operator once at a width, off the tape and through its gradient; results by name. */
export function everything(width: number): Record<string, Float32Array> {
  const out: Record<string, Float32Array> = {};
  const note = (name: string, make: () => Tensor): void => {
    const result = tidy(make);
    out[name] = Float32Array.from(result.dataSync<'float32'>());
    result.dispose();
  };
  const key = { seed: 2 ** 32 - width, stream: 130, step: 2 ** 31 + width };
  const pick = (step: number, n: number): Int32Array =>
    Int32Array.from({ length: n }, (_, at) => uniformInt({ ...key, step }, at, NODES));
  const numbers = randomMatrix(width, NODES, width);
  numbers.fill(0, 3 * width, 5 * width); // Rows of zeros.
  const rows = () => tensor2d(numbers, [NODES, width]);
  const weights = (n: number) => tensor2d(randomMatrix(width + 1, n, width), [n, width]);
  const csr = randomCsr(width, NODES, NODES, 9);
  const pattern = makeEdgePattern(csr);
  const pair = makeSparsePair(csr);
  note('product', () => spmmOffTape(pair.forward, rows()));
  note('product with base', () => sumOfPowers(pair, rows(), 1));
  note('gradient of the product', () => grad((x) => sumOfPowers(pair, as2d(x), 2))(rows(), weights(NODES)));
  note('dots', () => edgeDotOffTape(pattern, rows(), weights(NODES)));
  const picks = makeRowIndex(pick(1, 40 + width), NODES);
  note('rows', () => gatherRows(rows(), picks));
  note('gradient of the rows', () => grad((x) => gatherRows(as2d(x), picks))(rows(), weights(40 + width)));
  const triples = makeTripleIndex(pick(2, 90 + width), pick(3, 90 + width), pick(4, 90 + width), NODES);
  note('loss', () => bprLoss(rows(), triples));
  note('gradient of the loss', () => grad((x) => bprLoss(as2d(x), triples))(rows()));
  note('noise', () => signNoise(rows(), as2d(randomUniform(key, [NODES, width])), 0.1));
  note('draws', () => randomUniform(key, [width, 3]));
  note('mask', () => edgeMask(tensor1d(numbers), key, 0.7));
  note('taken', () => take(tensor1d(numbers), tensor1d(pick(5, 7 * width), 'int32')));
  note('exponential sums', () => {
    const { totals, sums, othersSums } = exponentialSums(weights(50 + width), rows(), 1, 1);
    return concat([totals, sums, othersSums ?? sums].map((part) => reshape(part, [part.size])));
  });
  note('exponential sums without those of the others', () => {
    const { totals, sums } = exponentialSums(weights(100 + width), rows(), 0.5, null);
    return concat([totals, sums].map((part) => reshape(part, [part.size])));
  });
  for (const [name, floor] of Object.entries({ added: { added: 1e-8, least: 0 }, least: { added: 0, least: 1e-24 } })) {
    note(`unit rows, ${name}`, () => unitRows(rows(), floor));
    note(`gradient of unit rows, ${name}`, () =>
      grad((x) => unitRows(as2d(x), floor))(rows(), tensor2d(randomMatrix(width + 5, NODES, width), [NODES, width]))
    );
  }
  const outputs = 3 + (width % 23);
  const layer = [rows(), tensor2d(randomMatrix(width + 2, width, outputs), [width, outputs])];
  const bias = tensor1d(randomMatrix(width + 3, 1, outputs));
  note('dense layer', () => dense(as2d(rows()), as2d(layer[1] ?? bias), bias, 0.01));
  note('gradients of the dense layer', () => {
    const apply = (x?: Tensor, w?: Tensor, b?: Tensor): Tensor =>
      dense(as2d(x ?? bias), as2d(w ?? bias), as1d(b ?? bias), 0.01);
    const up = tensor2d(randomMatrix(width + 4, NODES, outputs), [NODES, outputs]);
    return concat(grads(apply)([...layer, bias], up).map((part) => reshape(part, [part.size])));
  });
  note('matrix products', () => {
    const [x, w] = layer;
    if (!x || !w) throw new Error('A layer has rows and a weight');
    const y = matMul(x, w);
    return concat([y, matMul(y, w, false, true), matMul(x, y, true)].map((part) => reshape(part, [part.size])));
  });
  [...layer, bias].forEach((part) => part.dispose());
  const state = randomMatrix(width, 3, width).map((value, at) => (at < width ? value : Math.abs(value)));
  const settings = { step: width, learningRate: 1e-3, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, l2: 1e-4 };
  note('Adam', () => adamStep(tensor2d(state, [3, width]), tensor1d(numbers.slice(0, width)), settings));
  disposeSparsePair(pair);
  disposeEdgePattern(pattern);
  disposeRowIndex(picks);
  disposeTripleIndex(triples);
  return out;
}

export const WIDTHS = Array.from({ length: 70 }, (_, at) => at + 1);

/** Of the bits of all results at all widths, by FNV-1a. */
export function checksumOf(results: readonly Readonly<Record<string, Float32Array>>[]): string {
  let hash = 0x811c9dc5;
  for (const values of results.flatMap((result) => Object.values(result))) {
    for (const word of new Uint32Array(values.buffer)) hash = Math.imul(hash ^ word, 0x01000193);
  }
  return (hash >>> 0).toString(16).padStart(8, '0');
}

/** What wasm gives. Another number in one engine alone is a fault; in all of them it says that an operator was changed. */
export const CHECKSUM_ON_WASM = '4ad6a3c0';
