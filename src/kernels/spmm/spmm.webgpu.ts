// The sparse product as a WebGPU program; vec4 where the width allows it. Workgroups at the front share the long rows, so that no
// serial chain is as long as the largest degree, and the others take the rest, in the same dispatch.
import { type TensorInfo } from '@tensorflow/tfjs-core';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import type { DeviceKernel } from '../backend/device-kernel';
import { elementsOf, flatProgram, inputsInOrder, integerUniforms, WORKGROUP } from '../backend/device-kernel';
import { numberAttribute } from '../backend/host-kernel';
import { specialise } from '../backend/specialise';
import { SPMM } from './spmm';
import code from './spmm.wgsl?raw';

export const spmmDevice: DeviceKernel = {
  name: SPMM,
  run(backend, inputs, attributes) {
    const [x, rowPtr, colIdx, values] = inputsInOrder(inputs, ['x', 'rowPtr', 'colIdx', 'values']);
    if (!x || !rowPtr || !colIdx || !values) throw new Error('spmm needs x, rowPtr, colIdx, values');
    const { base, order } = inputs;
    const rows = (rowPtr.shape[0] ?? 1) - 1;
    const width = x.shape[1] ?? 0;
    if (colIdx.shape[0] === 0) {
      // No entries: WebGPU binds no empty buffer, and the product is known.
      if (base) return copyOf(backend, base);
      return backend.makeTensorInfo([rows, width], 'float32', new Float32Array(rows * width));
    }
    const { element, components, groups } = elementsOf(width);
    // A row wider than a workgroup has no threads to share it.
    const longRows = groups > WORKGROUP || !order ? 0 : numberAttribute(attributes, 'longRows');
    const flags = { base: base !== undefined, ordered: order !== undefined, long: longRows > 0 };
    const optional = { ...(base ? { base } : {}), ...(order ? { order } : {}) };
    const given: Record<string, TensorInfo> = { x, rowPtr, colIdx, values, ...optional };
    const names = Object.keys(given);
    const program = flatProgram({
      name: 'spmm',
      code: specialise(code, flags, { ELEMENT: element, WORKGROUP }),
      outputShape: [rows, width],
      threads: longRows * WORKGROUP + (rows - longRows) * groups,
      variableNames: names,
      uniforms: 'rows : i32, groups : i32, longRows : i32,',
      components,
      variableComponents: names.map((name) => (WIDE.has(name) ? components : 1)),
      flops: 2 * (colIdx.shape[0] ?? 0) * width
    });
    return backend.runWebGPUProgram(program, Object.values(given), 'float32', integerUniforms(rows, groups, longRows));
  }
};

/** Inputs that are rows of numbers, read as ELEMENT. */
const WIDE: ReadonlySet<string> = new Set(['x', 'base']);

/** The same numbers under a name of their own: a kernel's output is disposed apart from its input. */
function copyOf(backend: WebGPUBackend, info: TensorInfo): TensorInfo {
  backend.incRef(info.dataId);
  return { dataId: info.dataId, shape: [...info.shape], dtype: info.dtype };
}
