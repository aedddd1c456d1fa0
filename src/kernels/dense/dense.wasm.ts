// The calls of dense products into our module, on tensors. They have no loops in JavaScript beside them: without the module, tfjs's own
// operations do the work.
import { numberAttribute } from '../backend/host-kernel';
import type { WasmForm } from '../backend/wasm-form';
import { panelFloats, rowsScratchFloats, weightsScratchFloats } from './dense.module';
import { DENSE, DENSE_BENT, DENSE_BIAS_GRADIENT, DENSE_WEIGHT_GRADIENT } from './names';
import { partLength } from './row-parts';

export const denseWasm: readonly WasmForm[] = [
  {
    // x [rows, depth] · weight [depth, columns], or weightᵀ for [columns, depth]; with bias or without.
    kernel: {
      name: DENSE,
      outputShape: ({ x, weight }, { transposed }) => [x?.[0] ?? 0, weight?.[transposed ? 0 : 1] ?? 0]
    },
    call: 'dense',
    scratch: (of, { transposed }) => {
      const depth = of.length('x', 1);
      return panelFloats(depth, of.length('weight', transposed ? 0 : 1)) + rowsScratchFloats(depth);
    },
    pass: (of, output, attributes, scratch) => [
      of.floats('x'),
      of.floats('weight'),
      of.has('bias') ? of.floats('bias') : 0,
      output,
      scratch,
      of.length('x'),
      of.length('x', 1),
      of.length('weight', attributes.transposed ? 0 : 1),
      attributes.transposed ? 1 : 0,
      numberAttribute(attributes, 'slope')
    ]
  },
  {
    kernel: { name: DENSE_BENT, outputShape: ({ y = [] }) => [...y] },
    call: 'denseBent',
    pass: (of, output, attributes) => [
      of.floats('dy'),
      of.floats('y'),
      output,
      of.length('y') * of.length('y', 1),
      numberAttribute(attributes, 'slope')
    ]
  },
  {
    kernel: { name: DENSE_WEIGHT_GRADIENT, outputShape: ({ x, dy }) => [x?.[1] ?? 0, dy?.[1] ?? 0] },
    call: 'denseWeightGradient',
    scratch: (of) => {
      const [width, columns] = [of.length('x', 1), of.length('dy', 1)];
      return width * columns + weightsScratchFloats(width, columns);
    },
    pass: (of, output, _, scratch) => [
      of.floats('x'),
      of.floats('dy'),
      output,
      scratch,
      of.length('x'),
      of.length('x', 1),
      of.length('dy', 1),
      partLength(of.length('x'))
    ]
  },
  {
    kernel: { name: DENSE_BIAS_GRADIENT, outputShape: ({ dy }) => [dy?.[1] ?? 0] },
    call: 'denseBiasGradient',
    scratch: (of) => of.length('dy', 1),
    pass: (of, output, _, scratch) => [
      of.floats('dy'),
      output,
      scratch,
      of.length('dy'),
      of.length('dy', 1),
      partLength(of.length('dy'))
    ]
  }
];
