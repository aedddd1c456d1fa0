// Scoring and selection as WebGPU programs: slices of the items for every row, then the slices merged. Rows go in blocks, so
// that the lists of the slices stay small.
import type { DeviceKernel } from '../backend/device-kernel';
import { elementsOf, flatProgram, inputsInOrder, integerUniforms } from '../backend/device-kernel';
import { numberAttribute } from '../backend/host-kernel';
import { DISPATCH_FLOPS } from '../backend/work';
import { specialise } from '../backend/specialise';
import { TOP_K } from './top-k';
import mergeCode from './top-k-merge.wgsl?raw';
import code from './top-k-slices.wgsl?raw';

/** Lists held at a time; with k = 20 these are 10 MiB. */
const LISTS = 2 ** 16;
/** Threads that keep a large device busy. */
const BUSY_THREADS = 2 ** 14;
const SHORTEST_SLICE = 256;

export const topKDevice: DeviceKernel = {
  name: TOP_K,
  run(backend, inputs, attributes) {
    const names = ['x', 'items', 'rowPtr', 'excluded'];
    const given = inputsInOrder(inputs, names);
    const [x, items] = given;
    if (!x || !items) throw new Error('topK needs x and items');
    const k = numberAttribute(attributes, 'k');
    const [rows = 0, width = 0] = x.shape;
    const count = items.shape[0] ?? 0;
    const { components, element, groups } = elementsOf(width);
    const sliceLength = Math.max(SHORTEST_SLICE, Math.ceil(count / Math.ceil(BUSY_THREADS / rows)));
    const slices = Math.ceil(count / sliceLength);
    const flopsPerRow = 2 * width * count;
    const most = Math.min(Math.floor(LISTS / slices), Math.floor(DISPATCH_FLOPS / flopsPerRow));
    const blockRows = Math.min(rows, Math.max(1, most));
    const words = { ELEMENT: element, GROUPS: groups, K: k };
    const shader = specialise(code, { wide: components === 4 }, words, groups);

    const out = backend.makeTensorInfo([rows, 2 * k], 'float32');
    // All blocks write to one and the same place: a submit is bounded by its work, not by what has to be freed.
    const partial = backend.makeTensorInfo([slices, blockRows, 2 * k], 'float32');
    for (let firstRow = 0; firstRow < rows; firstRow += blockRows) {
      const some = Math.min(blockRows, rows - firstRow);
      const search = flatProgram({
        name: 'top-k-slices',
        code: shader,
        outputShape: [slices, some, 2 * k],
        threads: slices * some,
        variableNames: names,
        uniforms: 'firstRow : i32, blockRows : i32, count : i32, sliceLength : i32, threads : i32,',
        variableComponents: [components, components, 1, 1],
        flops: some * flopsPerRow
      });
      const uniforms = integerUniforms(firstRow, some, count, sliceLength, slices * some);
      backend.runWebGPUProgram(search, given, 'float32', uniforms, partial);
      const merge = flatProgram({
        name: 'top-k-merge',
        code: specialise(mergeCode, {}, { K: k }),
        outputShape: out.shape,
        threads: some,
        variableNames: ['partial'],
        uniforms: 'firstRow : i32, blockRows : i32, slices : i32,'
      });
      backend.runWebGPUProgram(merge, [partial], 'float32', integerUniforms(firstRow, some, slices), out);
    }
    backend.disposeData(partial.dataId);
    return out;
  }
};
