// Exponential sums as WebGPU programs: slices of the others for every row, then the slices added in order. A slice is short
// enough that its sums stay exact, and slices give the device threads where there are few rows. Rows go in blocks, so that
// the slices' sums never need more than SCRATCH_BYTES.
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import type { DeviceKernel } from '../backend/device-kernel';
import { elementsOf, flatProgram, inputsInOrder, integerUniforms } from '../backend/device-kernel';
import { numberAttribute } from '../backend/host-kernel';
import { submitRecorded } from '../backend/submit';
import { specialise } from '../backend/specialise';
import { EXPONENTIAL_SUMS } from './exponential-sums';
import code from './exponential-sums.wgsl?raw';
import addCode from './add-slices.wgsl?raw';

/** Others a thread walks at most: sequential float32 sums of a thousand terms are good to 1e-6. */
const SLICE_LENGTH = 1024;
/** Threads that keep a large device busy; fewer rows than that are cut into more slices. */
const BUSY_THREADS = 2 ** 14;
const SHORTEST_SLICE = 64;
const SCRATCH_BYTES = 2 ** 23;

export const exponentialSumsDevice: DeviceKernel = {
  name: EXPONENTIAL_SUMS,
  run(backend, inputs, attributes) {
    const [x, others] = inputsInOrder(inputs, ['x', 'others']);
    if (!x || !others) throw new Error('exponentialSums needs x and others');
    const { weights } = inputs;
    const [rows = 0, width = 0] = x.shape;
    const count = others.shape[0] ?? 0;
    const { components, element, groups } = elementsOf(width);
    const stride = weights ? groups : groups + 1;

    const wanted = Math.ceil(count / Math.ceil(BUSY_THREADS / rows));
    const sliceLength = Math.min(SLICE_LENGTH, Math.max(SHORTEST_SLICE, wanted));
    const slices = Math.ceil(count / sliceLength);
    const perRow = slices * stride * components * 4;
    const blockRows = Math.min(rows, Math.max(1, Math.floor(SCRATCH_BYTES / perRow)));

    const given: TensorInfo[] = [x, others, ...(weights ? [weights] : [])];
    const shader = specialise(
      code,
      { wide: components === 4, weighted: weights !== undefined, total: weights === undefined },
      { ELEMENT: element, GROUPS: groups, STRIDE: stride },
      groups
    );
    const out = backend.makeTensorInfo([rows, stride * components], 'float32');
    for (let firstRow = 0; firstRow < rows; firstRow += blockRows) {
      const some = Math.min(blockRows, rows - firstRow);
      const program = flatProgram({
        name: 'exponential-sums',
        code: shader,
        outputShape: [slices, some, stride * components],
        threads: slices * some,
        variableNames: ['x', 'others', ...(weights ? ['weights'] : [])],
        uniforms:
          'firstRow : i32, blockRows : i32, count : i32, sliceLength : i32, threads : i32, exponentScale : f32,',
        components,
        variableComponents: [components, components, ...(weights ? [1] : [])]
      });
      const partial = backend.runWebGPUProgram(program, given, 'float32', [
        ...integerUniforms(firstRow, some, count, sliceLength, slices * some),
        { type: 'float32', data: [Math.LOG2E / numberAttribute(attributes, 'temperature')] }
      ]);
      addSlices(backend, partial, out, {
        first: firstRow * stride,
        blockSize: some * stride,
        slices,
        components,
        element
      });
      backend.disposeData(partial.dataId);
      // tfjs frees a buffer only after a submit: the blocks shall share one, not have one each.
      if (blockRows < rows) submitRecorded(backend);
    }
    return out;
  }
};

function addSlices(
  backend: WebGPUBackend,
  partial: TensorInfo,
  out: TensorInfo,
  block: {
    readonly first: number;
    readonly blockSize: number;
    readonly slices: number;
    readonly components: 1 | 4;
    readonly element: string;
  }
): void {
  const program = flatProgram({
    name: 'add-slices',
    code: specialise(addCode, {}, { ELEMENT: block.element }),
    outputShape: out.shape,
    threads: block.blockSize,
    variableNames: ['partial'],
    uniforms: 'first : i32, blockSize : i32, slices : i32,',
    components: block.components,
    variableComponents: [block.components]
  });
  const uniforms = integerUniforms(block.first, block.blockSize, block.slices);
  backend.runWebGPUProgram(program, [partial], 'float32', uniforms, out);
}
