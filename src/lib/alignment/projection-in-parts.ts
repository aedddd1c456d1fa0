// The two-layer projection (mlp.ts) of constant profile rows, with its gradients, over workers. Rows are cut by their place in the table, and
// each part stays with one worker: it gets the weights of a step and gives its rows of the output back, then gets the gradient of these and
// gives its share of the weights' gradients back. Shares are added in the order of the parts, so that the bits do not depend on how many
// work. What a step needs is: table · in · 4 bytes once, and a step the weights, the outputs and the shares.
import { addShare, rowParts, type RowPart } from '#kernels/dense/row-parts';
import { panelFloats, rowsScratchFloats, weightsScratchFloats } from '#kernels/dense/dense.module';
import type { HeldParts, RowPool, Round } from '#kernels/workers/pool';
import type { Work } from '#kernels/workers/runner';
import { largest } from '#lib/elementary/extent';

/** The arrays of one projection in → hidden → out; as weights or as their gradients. */
export interface MlpArrays {
  readonly weight0: Float32Array; // [in, hidden]
  readonly bias0: Float32Array; // [hidden]
  readonly weight2: Float32Array; // [hidden, out]
  readonly bias2: Float32Array; // [out]
}

interface Sizes {
  readonly inputs: number;
  readonly hidden: number;
  readonly outputs: number;
}

/** Which rows of a part a step needs. */
interface Asked {
  readonly part: RowPart;
  /** Rows within the part, ascending; null for all of them. */
  readonly rows: Int32Array | null;
  readonly count: number;
}

type Call = NonNullable<Work['calls']>[number];

export class ProjectionInParts {
  readonly #parts: readonly RowPart[];
  readonly #held: HeldParts;
  #asked: readonly Asked[] = [];
  #weights: readonly MlpArrays[] = [];
  readonly #inputs: number;
  readonly #slope: number;

  /**
   * @param table row-major [rows, inputs]; not changed, and kept: a part that is lost is taken from it again
   * @param slope of LeakyReLU below 0
   */
  constructor(pool: RowPool, table: Float32Array, inputs: number, slope: number) {
    this.#inputs = inputs;
    this.#slope = slope;
    this.#parts = rowParts(table.length / inputs);
    this.#held = pool.open(this.#parts.length, (part) => {
      const { first, end } = this.#parts[part] ?? NO_ROWS;
      return { rows: table.subarray(first * inputs, end * inputs) };
    });
  }

  /**
   * Outputs of some rows by each of several projections, each [rows asked for, out].
   * @param rows of the table, ascending; null for all
   */
  async forward(weights: readonly MlpArrays[], rows: Int32Array | null): Promise<Float32Array[]> {
    this.#weights = weights;
    this.#asked = this.#parts.map((part) => ask(part, rows));
    const rowCount = this.#asked.reduce((total, { count }) => total + count, 0);
    const outputs = weights.map(({ bias2 }) => new Float32Array(rowCount * bias2.length));
    const starts = startsOf(this.#asked);
    await this.#held.run(this.#forwardRound(), true, (given, part) =>
      given.forEach((own, at) => outputs[at]?.set(own, ((starts[part] ?? 0) * outputs[at].length) / rowCount))
    );
    return outputs;
  }

  /** Gradients of the projections that `forward` was last called with, from those of its outputs. */
  async backward(gradients: readonly Float32Array[]): Promise<MlpArrays[]> {
    const sums = this.#weights.map((own) => ({
      weight0: new Float32Array(own.weight0.length),
      bias0: new Float32Array(own.bias0.length),
      weight2: new Float32Array(own.weight2.length),
      bias2: new Float32Array(own.bias2.length)
    }));
    const inOrder = sums.flatMap(({ weight0, bias0, weight2, bias2 }) => [weight0, bias0, weight2, bias2]);
    let summed = 0;
    await this.#held.run(this.#backwardRound(gradients), false, (given) => {
      given.forEach((share, at) => addShare(inOrder[at] ?? share, share, summed));
      if (given.length > 0) summed++;
    });
    return sums;
  }

  dispose(): void {
    this.#held.release();
  }

  #sizesOf({ bias0, bias2 }: MlpArrays): Sizes {
    return { inputs: this.#inputs, hidden: bias0.length, outputs: bias2.length };
  }

  #forwardRound(): Round {
    const [asked, weights] = [this.#asked, this.#weights];
    const sizes = weights.map((own) => this.#sizesOf(own));
    const most = largestCount(asked);
    return {
      shared: {
        put: named(weights, (own, at) => ({
          [`w0.${at}`]: own.weight0,
          [`b0.${at}`]: own.bias0,
          [`w2.${at}`]: own.weight2,
          [`b2.${at}`]: own.bias2
        })),
        room: {
          x: asked.some(({ rows }) => rows) ? most * this.#inputs : 0,
          scratch: rowsScratchFloats(
            largest(
              sizes.map(({ hidden }) => hidden),
              this.#inputs
            )
          ),
          ...named(sizes, ({ inputs, hidden, outputs }, at) => ({
            [`panels0.${at}`]: panelFloats(inputs, hidden),
            [`panels2.${at}`]: panelFloats(hidden, outputs)
          }))
        },
        calls: sizes.flatMap(({ inputs, hidden, outputs }, at) => [
          { name: 'densePanels', values: [`w0.${at}`, `panels0.${at}`, inputs, hidden, 0] },
          { name: 'densePanels', values: [`w2.${at}`, `panels2.${at}`, hidden, outputs, 0] }
        ])
      },
      of: (part) => {
        const own = asked[part];
        if (!own || own.count === 0) return {};
        const x = own.rows ? 'x' : 'rows';
        return {
          ...this.#picked(own),
          room: named(sizes, ({ hidden, outputs }, at) => ({
            [`hidden.${at}`]: own.count * hidden,
            [`out.${at}`]: own.count * outputs
          })),
          calls: [
            ...this.#pick(own),
            ...sizes.flatMap(({ inputs, hidden, outputs }, at) => [
              rowsCall([x, `panels0.${at}`, `b0.${at}`, `hidden.${at}`], [own.count, inputs, hidden, this.#slope]),
              rowsCall([`hidden.${at}`, `panels2.${at}`, `b2.${at}`, `out.${at}`], [own.count, hidden, outputs, 1])
            ])
          ],
          give: sizes.map((_, at) => `out.${at}`)
        };
      }
    };
  }

  #backwardRound(gradients: readonly Float32Array[]): Round {
    const [asked, weights] = [this.#asked, this.#weights];
    const sizes = weights.map((own) => this.#sizesOf(own));
    const most = largestCount(asked);
    const before = startsOf(asked);
    const scratch = sizes.flatMap(({ inputs, hidden, outputs }) => [
      weightsScratchFloats(inputs, hidden),
      weightsScratchFloats(hidden, outputs),
      rowsScratchFloats(outputs)
    ]);
    return {
      shared: {
        room: {
          'scratch.back': largest(scratch),
          ...named(sizes, ({ hidden, outputs }, at) => ({
            [`panels2t.${at}`]: panelFloats(outputs, hidden),
            [`dhidden.${at}`]: most * hidden,
            [`db0.${at}`]: hidden,
            [`dw2.${at}`]: hidden * outputs,
            [`db2.${at}`]: outputs
          }))
        },
        calls: sizes.map(({ hidden, outputs }, at) => ({
          name: 'densePanels',
          values: [`w2.${at}`, `panels2t.${at}`, outputs, hidden, 1]
        }))
      },
      of: (part) => {
        const own = asked[part];
        if (!own || own.count === 0) return {};
        const { count } = own;
        const x = own.rows ? 'x' : 'rows';
        const start = before[part] ?? 0;
        return {
          put: named(sizes, ({ outputs }, at) => ({
            [`dout.${at}`]: gradients[at]?.subarray(start * outputs, (start + count) * outputs) ?? new Float32Array()
          })),
          calls: [
            ...this.#pick(own),
            ...sizes.flatMap(({ inputs, hidden, outputs }, at): Call[] => {
              const [dOut, dHidden, y] = [`dout.${at}`, `dhidden.${at}`, `hidden.${at}`];
              return [
                weightsCall([y, dOut, `dw2.${at}`], [count, hidden, outputs]),
                { name: 'denseBias', values: [dOut, `db2.${at}`, 0, count, outputs] },
                {
                  name: 'denseRows',
                  values: [dOut, `panels2t.${at}`, 0, dHidden, 'scratch.back', count, outputs, hidden, 1]
                },
                { name: 'denseBent', values: [dHidden, y, dHidden, count * hidden, this.#slope] },
                // In the place of the weight, which is not read again once its panels are made: it is the largest array of a step.
                weightsCall([x, dHidden, `w0.${at}`], [count, inputs, hidden]),
                { name: 'denseBias', values: [dHidden, `db0.${at}`, 0, count, hidden] }
              ];
            })
          ],
          give: sizes.flatMap((_, at) => [`w0.${at}`, `db0.${at}`, `dw2.${at}`, `db2.${at}`])
        };
      }
    };
  }

  /** What is to be put for a part of which only some rows are asked for. */
  #picked({ rows }: Asked): Pick<Work, 'put'> {
    return rows ? { put: { picked: rows } } : {};
  }

  /** These rows to the one place that all parts use in turn; backward copies them once more rather than hold the copies of all parts. */
  #pick({ rows, count }: Asked): Call[] {
    return rows ? [{ name: 'gatherRows', values: ['rows', 'picked', 'x', count, this.#inputs] }] : [];
  }
}

const NO_ROWS: RowPart = { first: 0, end: 0 };

const rowsCall = (
  [a, panels, bias, out]: readonly [string, string, string, string],
  size: readonly [number, number, number, number]
): Call => ({ name: 'denseRows', values: [a, panels, bias, out, 'scratch', ...size] });

const weightsCall = (
  [x, dy, out]: readonly [string, string, string],
  [rows, width, columns]: readonly [number, number, number]
): Call => ({ name: 'denseWeights', values: [x, dy, out, 'scratch.back', 0, rows, width, columns] });

function ask(part: RowPart, rows: Int32Array | null): Asked {
  const { first, end } = part;
  if (!rows) return { part, rows: null, count: end - first };
  const own = rows.filter((row) => row >= first && row < end).map((row) => row - first);
  return { part, rows: own, count: own.length };
}

const largestCount = (asked: readonly Asked[]): number => largest(asked.map(({ count }) => count));

/** Where each part's rows begin among all that were asked for. */
function startsOf(asked: readonly Asked[]): number[] {
  let start = 0;
  return asked.map(({ count }) => {
    start += count;
    return start - count;
  });
}

/** One record of many. */
function named<T, V>(list: readonly T[], of: (item: T, at: number) => Readonly<Record<string, V>>): Record<string, V> {
  return Object.assign({}, ...list.map(of));
}
