// The reconstruction loss of masked nodes with all of its gradients, over workers, by rows: the projection up to the semantic space
// (mlp.ts), masked InfoNCE against the masked nodes' own vectors (losses/info-nce.ts) and back through both. Every worker has all targets;
// what a part gives are its rows, and shares of the weights' gradients, which are added in the order of the parts.
import { addShare, partLength, rowParts } from '#kernels/dense/row-parts';
import { panelFloats, rowsScratchFloats, weightsScratchFloats } from '#kernels/dense/dense.module';
import { othersPanelFloats, partScratchFloats } from '#kernels/exponential-sums/exponential-sums.module';
import type { PartedWork } from '#kernels/workers/ahead';
import type { Work } from '#kernels/workers/runner';
import { TARGET_FLOOR } from '#lib/losses/info-nce';
import { SLOPE } from '../mlp';
import type { MlpArrays } from '../projection-in-parts';

type Call = NonNullable<Work['calls']>[number];

const NO_ROWS = { first: 0, end: 0 };

/**
 * In this order: each row's share a [M] of its own target, of which the loss is −mean log(a + ε), and the gradients of the loss to the rows
 * [M, d], and to weight0, bias0, weight2 and bias2.
 * @param rows final embeddings of the masked nodes, row-major [M, d]
 * @param targets their semantic vectors, row-major [M, w]; any length
 */
export function restorationInParts(
  rows: Float32Array,
  targets: Float32Array,
  { weight0, bias0, weight2, bias2 }: MlpArrays,
  temperature: number
): PartedWork {
  const [hidden, width] = [bias0.length, bias2.length];
  const inputs = weight0.length / hidden;
  const count = targets.length / width;
  const parts = rowParts(count);
  const most = Math.min(count, partLength(count));
  const shares = new Float32Array(count);
  const ofRows = new Float32Array(rows.length);
  const ofWeights = [weight0, bias0, weight2, bias2].map(({ length }) => new Float32Array(length));
  const { added, least } = TARGET_FLOOR;

  const layer = (
    [a, panels, bias, out]: readonly [string, string, string | number, string],
    tall: number,
    [depth, columns]: readonly [number, number],
    slope: number
  ): Call => ({ name: 'denseRows', values: [a, panels, bias, out, 'scratch', tall, depth, columns, slope] });
  const weightGradient = (
    [x, dy, out]: readonly [string, string, string],
    tall: number,
    [depth, columns]: readonly [number, number]
  ): Call => ({ name: 'denseWeights', values: [x, dy, out, 'scratch', 0, tall, depth, columns] });
  const biasGradient = ([dy, out]: readonly [string, string], tall: number, columns: number): Call => ({
    name: 'denseBias',
    values: [dy, out, 0, tall, columns]
  });

  const shared: Work = {
    put: { w0: weight0, b0: bias0, w2: weight2, b2: bias2, targets },
    room: {
      panels0: panelFloats(inputs, hidden),
      panels2: panelFloats(hidden, width),
      panels0t: panelFloats(hidden, inputs),
      panels2t: panelFloats(width, hidden),
      panels: othersPanelFloats(count, width),
      hidden: most * hidden,
      dhidden: most * hidden,
      ...Object.fromEntries(['restored', 'unit', 's', 'pulls'].map((name) => [name, most * width])),
      z: most,
      ...Object.fromEntries(ofWeights.map(({ length }, at) => [`dw${at}`, length])),
      scratch: Math.max(
        rowsScratchFloats(inputs),
        rowsScratchFloats(hidden),
        rowsScratchFloats(width),
        weightsScratchFloats(inputs, hidden),
        weightsScratchFloats(hidden, width),
        partScratchFloats(most, count, width, false)
      )
    },
    calls: [
      { name: 'unitRows', values: ['targets', 'targets', count, width, added, least] },
      { name: 'packOthers', values: ['targets', 'panels', count, width, temperature] },
      { name: 'densePanels', values: ['w0', 'panels0', inputs, hidden, 0] },
      { name: 'densePanels', values: ['w2', 'panels2', hidden, width, 0] },
      { name: 'densePanels', values: ['w0', 'panels0t', hidden, inputs, 1] },
      { name: 'densePanels', values: ['w2', 'panels2t', width, hidden, 1] }
    ]
  };

  function of(part: number): Work {
    const { first, end } = parts[part] ?? NO_ROWS;
    const tall = end - first;
    const toUnit = [tall, width, added, least];
    return {
      put: { x: rows.subarray(first * inputs, end * inputs) },
      room: { shares: tall, dx: tall * inputs },
      calls: [
        layer(['x', 'panels0', 'b0', 'hidden'], tall, [inputs, hidden], SLOPE),
        layer(['hidden', 'panels2', 'b2', 'restored'], tall, [hidden, width], 1),
        { name: 'unitRows', values: ['restored', 'unit', ...toUnit] },
        {
          name: 'exponentialSumsOfPart',
          values: ['unit', 'panels', 's', 'z', 0, 0, 'scratch', tall, count, width, 0, 0]
        },
        {
          name: 'maskedPulls',
          values: ['unit', 'targets', 's', 'z', 'shares', 'pulls', 'scratch', tall, first, count, width, temperature]
        },
        { name: 'unitRowsGradient', values: ['restored', 'pulls', 'pulls', ...toUnit] },
        weightGradient(['hidden', 'pulls', 'dw2'], tall, [hidden, width]),
        biasGradient(['pulls', 'dw3'], tall, width),
        layer(['pulls', 'panels2t', 0, 'dhidden'], tall, [width, hidden], 1),
        { name: 'denseBent', values: ['dhidden', 'hidden', 'dhidden', tall * hidden, SLOPE] },
        weightGradient(['x', 'dhidden', 'dw0'], tall, [inputs, hidden]),
        biasGradient(['dhidden', 'dw1'], tall, hidden),
        layer(['dhidden', 'panels0t', 0, 'dx'], tall, [hidden, inputs], 1)
      ],
      give: ['shares', 'dx', ...ofWeights.map((_, at) => `dw${at}`)]
    };
  }

  return {
    parts: parts.length,
    shared,
    of,
    use([ownShares, dx, ...own], part) {
      const { first } = parts[part] ?? NO_ROWS;
      if (ownShares) shares.set(ownShares, first);
      if (dx) ofRows.set(dx, first * inputs);
      own.forEach((share, at) => addShare(ofWeights[at] ?? share, share, part));
    },
    results: [
      { shape: [count], values: shares },
      { shape: [count, inputs], values: ofRows },
      ...[[inputs, hidden], [hidden], [hidden, width], [width]].map((shape, at) => ({
        shape,
        values: ofWeights[at] ?? new Float32Array()
      }))
    ]
  };
}
