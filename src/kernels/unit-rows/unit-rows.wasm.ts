// The calls of unit rows into our module. They have no loops in JavaScript beside them: without the module, tfjs's own operations do it.
import { numberAttribute } from '../backend/host-kernel';
import type { WasmForm } from '../backend/wasm-form';

export const UNIT_ROWS = 'UnitRows';
export const UNIT_ROWS_GRADIENT = 'UnitRowsGradient';

export const unitRowsWasm: readonly WasmForm[] = [
  {
    kernel: { name: UNIT_ROWS, outputShape: ({ x = [] }) => [...x] },
    call: 'unitRows',
    pass: (of, output, attributes) => [
      of.floats('x'),
      output,
      of.length('x'),
      of.length('x', 1),
      numberAttribute(attributes, 'added'),
      numberAttribute(attributes, 'least')
    ]
  },
  {
    kernel: { name: UNIT_ROWS_GRADIENT, outputShape: ({ x = [] }) => [...x] },
    call: 'unitRowsGradient',
    pass: (of, output, attributes) => [
      of.floats('x'),
      of.floats('dy'),
      output,
      of.length('x'),
      of.length('x', 1),
      numberAttribute(attributes, 'added'),
      numberAttribute(attributes, 'least')
    ]
  }
];
