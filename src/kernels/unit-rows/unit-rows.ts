// Rows of length one, y = x / sqrt(max(x·x + added, least)), for x [n, d]. The gradient, with n = sqrt(…):
//   dx = (dy − y (y · dy)) / n,   dy / n where the constant is the larger.
// On wasm and WebGPU one kernel a direction, instead of some fifteen passes over the rows; on cpu, and on wasm without our module, tfjs's
// own operations.
import {
  add,
  div,
  engine,
  getBackend,
  getKernel,
  maximum,
  registerGradient,
  sqrt,
  square,
  sum,
  type Tensor2D
} from '@tensorflow/tfjs-core';
import { as2d, single } from '../backend/tensors';
import { UNIT_ROWS, UNIT_ROWS_GRADIENT } from './unit-rows.wasm';

/** What keeps a row of zeros from a division by zero. */
export interface Floor {
  /** Added to every row's square. */
  readonly added: number;
  /** The least that a row's square counts as; written with squares, so that a row of zeros has a gradient of zeros, not NaN. */
  readonly least: number;
}

/** [n, d] → [n, d], differentiable. */
export function unitRows(x: Tensor2D, { added, least }: Floor): Tensor2D {
  if (getKernel(UNIT_ROWS, getBackend())) return as2d(engine().runKernel(UNIT_ROWS, { x }, { added, least }));
  const squares = sum(square(x), 1, true);
  const raised = added > 0 ? add(squares, added) : squares;
  return as2d(div(x, sqrt(least > 0 ? maximum(raised, least) : raised)));
}

export function registerUnitRowsGradient(): void {
  registerGradient({
    kernelName: UNIT_ROWS,
    inputsToSave: ['x'],
    gradFunc(dyOrList, saved, attributes) {
      const [x] = saved;
      if (!x) throw new Error('The tape lost the rows');
      const dy = single(dyOrList);
      return { x: () => single(engine().runKernel(UNIT_ROWS_GRADIENT, { x, dy }, { ...attributes })) };
    }
  });
}
