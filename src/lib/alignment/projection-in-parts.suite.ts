// Two steps of a projection in parts, for tests in Node and in Chromium: both must have the same bits.
import { checksumOf as checksumOfArrays } from '#kernels/workers/checksum';
import { uniformArray } from '#kernels/random/random';
import { RowPool } from '#kernels/workers/pool';
import type { StartWorker } from '#kernels/workers/runner';
import { SLOPE } from './mlp';
import { ProjectionInParts, type MlpArrays } from './projection-in-parts';

export const [ROWS, INPUTS] = [901, 14];

const draw = (step: number, length: number): Float32Array =>
  uniformArray({ seed: 4, stream: 99, step }, length).map((value) => value - 0.5);

const mlp = (hidden: number, outputs: number): MlpArrays => ({
  weight0: draw(1, INPUTS * hidden),
  bias0: draw(2, hidden),
  weight2: draw(3, hidden * outputs),
  bias2: draw(4, outputs)
});

export const table = draw(0, ROWS * INPUTS);
export const weights = [mlp(9, 5), mlp(11, 3)];
/** None of the second part (rows 128 … 255), some of the others. */
export const someRows = Int32Array.from({ length: ROWS }, (_, row) => row).filter(
  (row) => row % 3 > 0 && (row < 128 || row > 255)
);
export const gradientsFor = (rows: number): Float32Array[] =>
  weights.map(({ bias2 }, at) => draw(10 + at, rows * bias2.length));

export interface Outcome {
  readonly outputs: readonly Float32Array[];
  readonly gradients: readonly MlpArrays[];
}

/** Two steps, of which the second one counts: what the first one left must not matter. */
export async function twoSteps(module: WebAssembly.Module, workers: number, start: StartWorker): Promise<Outcome> {
  const pool = new RowPool(module, start, workers);
  const projection = new ProjectionInParts(pool, table, INPUTS, SLOPE);
  try {
    await projection.forward(weights, null);
    await projection.backward(gradientsFor(ROWS));
    const outputs = await projection.forward(weights, someRows);
    return { outputs, gradients: await projection.backward(gradientsFor(someRows.length)) };
  } finally {
    projection.dispose();
    pool.end();
  }
}

/** A sum of all bits. */
export const checksumOf = ({ outputs, gradients }: Outcome): number =>
  checksumOfArrays([
    ...outputs,
    ...gradients.flatMap(({ weight0, bias0, weight2, bias2 }) => [weight0, bias0, weight2, bias2])
  ]);

/** What the two steps come to, with any number of workers, in every engine. */
export const CHECKSUM = 2510475922;
