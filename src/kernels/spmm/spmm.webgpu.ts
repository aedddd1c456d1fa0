// The sparse product as WebGPU programs; vec4 where the width allows it. Long rows are summed in parts first, so that the
// longest serial chain is LONGEST entries and not the largest degree.
import { type TensorInfo } from '@tensorflow/tfjs-core';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import type { DeviceKernel } from '../backend/device-kernel';
import { elementsOf, flatProgram, inputsInOrder, integerUniforms } from '../backend/device-kernel';
import { specialise } from '../backend/specialise';
import { SPMM } from './spmm';
import code from './spmm.wgsl?raw';
import partsCode from './spmm-parts.wgsl?raw';

export const spmmDevice: DeviceKernel = {
  name: SPMM,
  run(backend, inputs) {
    const [x, rowPtr, colIdx, values] = inputsInOrder(inputs, ['x', 'rowPtr', 'colIdx', 'values']);
    if (!x || !rowPtr || !colIdx || !values) throw new Error('spmm needs x, rowPtr, colIdx, values');
    const { base, firstPart, parts } = inputs;
    const rows = (rowPtr.shape[0] ?? 1) - 1;
    const width = x.shape[1] ?? 0;
    if (colIdx.shape[0] === 0) {
      // No entries: WebGPU binds no empty buffer, and the product is known.
      if (base) return copyOf(backend, base);
      return backend.makeTensorInfo([rows, width], 'float32', new Float32Array(rows * width));
    }
    const layout = elementsOf(width);
    const partial = parts ? partsOf(backend, x, parts, colIdx, values) : null;
    const optional = { ...(base ? { base } : {}), ...(firstPart && partial ? { firstPart, partial } : {}) };
    const given: Record<string, TensorInfo> = { x, rowPtr, colIdx, values, ...optional };
    const names = Object.keys(given);
    const program = flatProgram({
      name: 'spmm',
      code: specialise(code, { base: base !== undefined, long: partial !== null }, { ELEMENT: layout.element }),
      outputShape: [rows, width],
      variableNames: names,
      uniforms: 'groups : i32,',
      components: layout.components,
      variableComponents: names.map((name) => (WIDE.has(name) ? layout.components : 1))
    });
    const out = backend.runWebGPUProgram(program, Object.values(given), 'float32', integerUniforms(layout.groups));
    if (partial) backend.disposeData(partial.dataId);
    return out;
  }
};

/** Inputs that are rows of numbers, read as ELEMENT. */
const WIDE: ReadonlySet<string> = new Set(['x', 'base', 'partial']);

function partsOf(
  backend: WebGPUBackend,
  x: TensorInfo,
  parts: TensorInfo,
  colIdx: TensorInfo,
  values: TensorInfo
): TensorInfo {
  const width = x.shape[1] ?? 0;
  const layout = elementsOf(width);
  const program = flatProgram({
    name: 'spmm-parts',
    code: specialise(partsCode, {}, { ELEMENT: layout.element }),
    outputShape: [parts.shape[0] ?? 0, width],
    variableNames: ['x', 'parts', 'colIdx', 'values'],
    uniforms: 'groups : i32,',
    components: layout.components,
    variableComponents: [layout.components, 1, 1, 1]
  });
  return backend.runWebGPUProgram(program, [x, parts, colIdx, values], 'float32', integerUniforms(layout.groups));
}

/** The same numbers under a name of their own: a kernel's output is disposed apart from its input. */
function copyOf(backend: WebGPUBackend, info: TensorInfo): TensorInfo {
  backend.incRef(info.dataId);
  return { dataId: info.dataId, shape: [...info.shape], dtype: info.dtype };
}
