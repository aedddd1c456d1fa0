// A faster slice for tfjs's wasm backend where the part lies in one piece (whole rows of a matrix, a stretch of a vector) or is some
// columns of a matrix, and a split (the gradient of every concat) made of it.
// The stock kernel first copies the whole tensor out of the heap: a parameter array sliced out of Adam's state then costs
// the bytes of the state, and the columns of one layer those of all layers. Other slices go to the stock kernel. Bytes: 4 read and 4 written an element of the part.
import {
  backend_util,
  getKernel,
  registerKernel,
  slice_util,
  unregisterKernel,
  util,
  type KernelFunc,
  type NamedAttrMap
} from '@tensorflow/tfjs-core';
import { BackendWasm } from '@tensorflow/tfjs-backend-wasm';

const SLICE = 'Slice';
const SPLIT = 'SplitV';
/** Types that lie in the heap as one array. */
const PLAIN: ReadonlySet<string> = new Set(['float32', 'int32', 'bool']);
let replaced = false;

/** Puts the faster kernels before the stock ones, once. */
export function registerWasmSlice(): void {
  const stock = getKernel(SLICE, 'wasm');
  if (replaced || !stock) return;
  replaced = true;
  unregisterKernel(SLICE, 'wasm');
  const kernelFunc = faster(stock.kernelFunc);
  registerKernel({ ...stock, kernelFunc });
  unregisterKernel(SPLIT, 'wasm');
  registerKernel({ kernelName: SPLIT, backendName: 'wasm', kernelFunc: split(kernelFunc) });
}

/** The stock kernel slices too, but by a function of its own. */
function split(slice: KernelFunc): KernelFunc {
  return ({ inputs, attrs = {}, backend }) => {
    const { x } = inputs;
    if (!x || typeof attrs.axis !== 'number') throw new Error('A split needs a tensor and an axis');
    const [axis = 0] = util.parseAxisParam(attrs.axis, x.shape);
    let start = 0;
    return backend_util.prepareSplitSize(x, range(attrs.numOrSizeSplits), axis).map((length) => {
      const begin = x.shape.map((_, at) => (at === axis ? start : 0));
      const size = x.shape.map((all, at) => (at === axis ? length : all));
      const part = slice({ inputs, attrs: { begin, size }, backend });
      if (Array.isArray(part)) throw new Error('A slice is one tensor');
      start += length;
      return part;
    });
  };
}

function faster(stock: KernelFunc): KernelFunc {
  return (params) => {
    const { inputs, attrs = {}, backend } = params;
    const { x } = inputs;
    if (!(backend instanceof BackendWasm) || !x || !PLAIN.has(x.dtype)) return stock(params);
    const [begin, size] = slice_util.parseSliceParams(x, range(attrs.begin), range(attrs.size));
    if (!begin || !size) return stock(params);
    const isOnePiece = slice_util.isSliceContinous(x.shape, begin, size);
    if (!isOnePiece && x.shape.length !== 2) return stock(params);
    // The output first: allocating may grow the heap, and a view taken before that has length 0 afterwards.
    const out = backend.makeOutput(size, x.dtype);
    const start = slice_util.computeFlatOffset(begin, util.computeStrides(x.shape));
    const [from, to] = [backend.typedArrayFromHeap(x), backend.typedArrayFromHeap(out)];
    if (isOnePiece) to.set(from.subarray(start, start + util.sizeFromShape(size)));
    else copyColumns(from, to, { start, apart: x.shape[1] ?? 0, width: size[1] ?? 0 });
    return out;
  };
}

type Numbers = ReturnType<BackendWasm['typedArrayFromHeap']>;

/** Number by number: rows are short, and a view of each costs more than what it copies. */
function copyColumns(
  from: Numbers,
  to: Numbers,
  { start, apart, width }: { readonly start: number; readonly apart: number; readonly width: number }
): void {
  for (let at = 0, row = start; at < to.length; row += apart) {
    for (let column = row; column < row + width; column++) to[at++] = from[column] ?? 0;
  }
}

/** Starts or sizes: one number, or a list. */
function range(value: NamedAttrMap[string] | undefined): number | number[] {
  if (typeof value === 'number') return value;
  if (Array.isArray(value) && value.every((entry) => typeof entry === 'number')) return value.map(Number);
  throw new Error('A slice and a split need numbers');
}
