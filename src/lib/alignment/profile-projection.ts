// The projections of a step that workers make beside the tape (Projected in types.ts says why): which tables they hold, from
// tensors to plain arrays and back. Only where rows go over workers at all (wasm with our module); elsewhere the tape does it.
//
// One step: the weights are read from the tape's parameters, the outputs of all rows that the step needs are made, and go onto the tape as
// inputs of its own. The tape gives the gradients of these inputs as it gives those of the parameters. From them the gradients of the
// weights are made beside the tape, and go to the optimiser with the others. The sum is the same as on the tape, since a projection depends
// on nothing that is on it: its rows are constant.
import { keep, tensor, tensor2d, type Tensor } from '@tensorflow/tfjs-core';
import { rowPool } from '#kernels/workers/active';
import type { TensorSet } from '#lib/backbones/types';
import type { Projected } from './types';
import { SLOPE } from './mlp';
import type { MlpArrays, ProjectionInParts } from './projection-in-parts';
import type { SemanticTable } from './semantic-table';

export interface WantedRows {
  /** Its outputs are `name.` and the projection's prefix. */
  readonly name: string;
  readonly table: SemanticTable;
  /** Of the table, ascending; null for all. */
  readonly rows: Int32Array | null;
  /** Prefixes of the projections' parameters, with a full stop behind them; '' where there is one without. */
  readonly mlps: readonly string[];
}

/** A projection's arrays by the end of their names (mlp.ts). */
const ARRAYS = {
  weight0: 'mlp.0.weight',
  bias0: 'mlp.0.bias',
  weight2: 'mlp.2.weight',
  bias2: 'mlp.2.bias'
} as const satisfies Record<keyof MlpArrays, string>;

interface Made {
  readonly wanted: WantedRows;
  readonly parts: ProjectionInParts;
  readonly outputs: readonly Tensor[];
}

export class ProfileProjection {
  readonly #held = new Map<SemanticTable, ProjectionInParts>();

  /** null where rows do not go over workers. Tables without a row that is wanted have no output. */
  async of(parameters: TensorSet, wanted: () => readonly WantedRows[]): Promise<Projected | null> {
    const pool = await rowPool();
    if (!pool) return null;
    const { ProjectionInParts } = await import('./projection-in-parts');
    const made: Made[] = await Promise.all(
      wanted()
        .filter(({ table, rows }) => (rows?.length ?? table.count) > 0)
        .map(async (own) => {
          const { table, rows } = own;
          const parts = this.#held.get(table) ?? new ProjectionInParts(pool, table.rows, table.dimensions, SLOPE);
          this.#held.set(table, parts);
          const weights = await Promise.all(own.mlps.map((prefix) => download(parameters, prefix)));
          const count = rows?.length ?? table.count;
          const outputs = (await parts.forward(weights, rows)).map((values) =>
            keep(tensor2d(values, [count, values.length / count]))
          );
          return { wanted: own, parts, outputs };
        })
    );
    const named = made.flatMap(({ wanted, outputs }) =>
      outputs.map((output, at): [string, Tensor] => [outputName(wanted, at), output])
    );
    return {
      outputs: Object.fromEntries(named),
      backward: (gradients) => backward(made, parameters, gradients)
    };
  }

  dispose(): void {
    for (const parts of this.#held.values()) parts.dispose();
    this.#held.clear();
  }
}

const outputName = ({ name, mlps }: WantedRows, at: number): string => `${name}.${mlps[at] ?? ''}`;

async function download(parameters: TensorSet, prefix: string): Promise<MlpArrays> {
  const of = async (name: keyof MlpArrays): Promise<Float32Array> => {
    const found = parameters[prefix + ARRAYS[name]];
    if (!found) throw new Error(`The projection has no ${prefix}${ARRAYS[name]}`);
    return found.data<'float32'>();
  };
  const [weight0, bias0, weight2, bias2] = await Promise.all([of('weight0'), of('bias0'), of('weight2'), of('bias2')]);
  return { weight0, bias0, weight2, bias2 };
}

/** Gradients of the weights; what several tables share is added in their order. */
async function backward(made: readonly Made[], parameters: TensorSet, gradients: TensorSet): Promise<TensorSet> {
  const found = await Promise.all(
    made.map(async ({ wanted, parts, outputs }) => {
      const asked = await Promise.all(
        outputs.map(async (output, at) => {
          const gradient = gradients[outputName(wanted, at)];
          return gradient ? gradient.data<'float32'>() : new Float32Array(output.size);
        })
      );
      return { wanted, arrays: await parts.backward(asked) };
    })
  );
  const sums = new Map<string, Float32Array>();
  for (const { wanted, arrays } of found) {
    wanted.mlps.forEach((prefix, at) => {
      for (const key of ARRAY_KEYS) {
        const [name, share] = [prefix + ARRAYS[key], arrays[at]?.[key]];
        const sum = sums.get(name);
        if (!share) continue;
        if (!sum) sums.set(name, share);
        else for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] ?? 0) + (share[i] ?? 0);
      }
    });
  }
  return Object.fromEntries([...sums].map(([name, sum]) => [name, tensor(sum, parameters[name]?.shape)]));
}

const ARRAY_KEYS = ['weight0', 'bias0', 'weight2', 'bias2'] as const satisfies readonly (keyof MlpArrays)[];
