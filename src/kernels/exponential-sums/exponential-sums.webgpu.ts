// Exponential sums as WebGPU programs: slices of the others for every row, then the slices added in order. A slice is short
// enough that its sums stay exact, and slices give the device threads where there are few rows. Rows go in blocks, so that
// the slices' sums never need more than SCRATCH_BYTES, and no dispatch more work than a submit may have.
import type { NamedAttrMap, TensorInfo } from '@tensorflow/tfjs-core';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import type { DeviceKernel } from '../backend/device-kernel';
import {
  elementsOf,
  flatProgram,
  inputsInOrder,
  integerUniforms,
  tiledProgram,
  WORKGROUP
} from '../backend/device-kernel';
import { numberAttribute } from '../backend/host-kernel';
import { DISPATCH_FLOPS } from '../backend/work';
import { specialise } from '../backend/specialise';
import { EXPONENTIAL_PULLS } from './exponential-pulls';
import { EXPONENTIAL_SUMS } from './exponential-sums';
import { sumsForm } from './forms.webgpu';
import addCode from './add-slices.wgsl?raw';
import pullsCode from './exponential-pulls.wgsl?raw';

/** Others a thread walks at most: sequential float32 sums of a thousand terms are good to 1e-6. */
const SLICE_LENGTH = 1024;
/** Threads that keep a large device busy; fewer rows than that are cut into more slices. */
const BUSY_THREADS = 2 ** 14;
const SHORTEST_SLICE = 64;
const SCRATCH_BYTES = 2 ** 23;
/** What an exponential counts as. */
const EXPONENTIAL_FLOPS = 8;

/** The sums of one block of rows, slice by slice. */
interface Block {
  readonly partial: TensorInfo;
  readonly firstRow: number;
  readonly rows: number;
  readonly slices: number;
}

/** Makes the slices' sums of all rows, block by block, and has each block finished. */
function inBlocks(
  backend: WebGPUBackend,
  [x, others, weights]: readonly [TensorInfo, TensorInfo, TensorInfo?],
  attributes: NamedAttrMap,
  finish: (block: Block) => void
): void {
  const [rows = 0, width = 0] = x.shape;
  const count = others.shape[0] ?? 0;
  const { components, groups } = elementsOf(width);
  const stride = weights ? groups : groups + 1;
  const form = sumsForm(width, stride, weights !== undefined);

  const threads = Math.ceil(rows / form.rows) * WORKGROUP;
  const wanted = Math.ceil(count / Math.ceil(BUSY_THREADS / threads));
  const sliceLength = Math.min(SLICE_LENGTH, Math.max(SHORTEST_SLICE, wanted));
  const slices = Math.ceil(count / sliceLength);
  const perRow = slices * stride * components * 4;
  const flopsPerRow = count * (4 * width + EXPONENTIAL_FLOPS);
  const most = Math.min(Math.floor(SCRATCH_BYTES / perRow), Math.floor(DISPATCH_FLOPS / flopsPerRow));
  const blockRows = Math.min(rows, Math.max(1, most));

  const given: TensorInfo[] = [x, others, ...(weights ? [weights] : [])];
  const weightPlace = weights
    ? [numberAttribute(attributes, 'weightStart'), numberAttribute(attributes, 'weightStride')]
    : [0, 0];
  // All blocks write to one and the same place: a submit is bounded by its work, not by what has to be freed.
  const partial = backend.makeTensorInfo([slices, blockRows, stride * components], 'float32');
  for (let firstRow = 0; firstRow < rows; firstRow += blockRows) {
    const some = Math.min(blockRows, rows - firstRow);
    const program = tiledProgram({
      name: form.name,
      code: form.code,
      outputShape: [slices, some, stride * components],
      dispatch: [Math.ceil(some / form.rows), slices, 1],
      variableNames: ['x', 'others', ...(weights ? ['weights'] : [])],
      uniforms:
        'firstRow : i32, blockRows : i32, count : i32, sliceLength : i32, weightStart : i32, weightStride : i32, exponentScale : f32,',
      components,
      variableComponents: [components, components, ...(weights ? [1] : [])],
      flops: some * flopsPerRow
    });
    const uniforms = [
      ...integerUniforms(firstRow, some, count, sliceLength, ...weightPlace),
      { type: 'float32', data: [Math.LOG2E / numberAttribute(attributes, 'temperature')] }
    ];
    backend.runWebGPUProgram(program, given, 'float32', uniforms, partial);
    finish({ partial, firstRow, rows: some, slices });
  }
  backend.disposeData(partial.dataId);
}

export const exponentialSumsDevice: DeviceKernel = {
  name: EXPONENTIAL_SUMS,
  run(backend, inputs, attributes) {
    const [x, others] = inputsInOrder(inputs, ['x', 'others']);
    if (!x || !others) throw new Error('exponentialSums needs x and others');
    const { weights } = inputs;
    const { components, element, groups } = elementsOf(x.shape[1] ?? 0);
    const stride = weights ? groups : groups + 1;
    const out = backend.makeTensorInfo([x.shape[0] ?? 0, stride * components], 'float32');
    inBlocks(backend, [x, others, weights], attributes, ({ partial, firstRow, rows, slices }) => {
      const program = flatProgram({
        name: 'add-slices',
        code: specialise(addCode, {}, { ELEMENT: element }),
        outputShape: out.shape,
        threads: rows * stride,
        variableNames: ['partial'],
        uniforms: 'first : i32, blockSize : i32, slices : i32,',
        components,
        variableComponents: [components]
      });
      const uniforms = integerUniforms(firstRow * stride, rows * stride, slices);
      backend.runWebGPUProgram(program, [partial], 'float32', uniforms, out);
    });
    return out;
  }
};

export const exponentialPullsDevice: DeviceKernel = {
  name: EXPONENTIAL_PULLS,
  run(backend, inputs, attributes) {
    const [x, positives, others] = inputsInOrder(inputs, ['x', 'positives', 'others']);
    if (!x || !positives || !others) throw new Error('exponentialPulls needs x, positives and others');
    const { components, element, groups } = elementsOf(x.shape[1] ?? 0);
    const isWide = components === 4;
    const stride = isWide ? groups + 1 : groups + 2;
    const out = backend.makeTensorInfo([x.shape[0] ?? 0, stride * components], 'float32');
    const finished = specialise(pullsCode, { wide: isWide }, { ELEMENT: element, GROUPS: groups, STRIDE: stride });
    inBlocks(backend, [x, others], attributes, ({ partial, firstRow, rows, slices }) => {
      const program = flatProgram({
        name: 'exponential-pulls',
        code: finished,
        outputShape: out.shape,
        threads: rows * stride,
        variableNames: ['partial', 'x', 'positives'],
        uniforms: 'firstRow : i32, blockRows : i32, slices : i32, blockSize : i32, inverse : f32,',
        components,
        variableComponents: [components, components, components]
      });
      const uniforms = [
        ...integerUniforms(firstRow, rows, slices, rows * stride),
        { type: 'float32', data: [1 / numberAttribute(attributes, 'temperature')] }
      ];
      backend.runWebGPUProgram(program, [partial, x, positives], 'float32', uniforms, out);
    });
    return out;
  }
};
