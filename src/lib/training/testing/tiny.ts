// A data set small enough to train in a test, and runs on it.
import { startBackend } from '#kernels/backend/backend';
import type { BackendName } from '#kernels/backend/choices';
import { normalArray, uniformAt } from '#kernels/random/random';
import type { SemanticVectors } from '#lib/dataset/types';
import type { AlignmentName } from '#lib/alignment/names';
import { resolveSettings } from '../settings/presets';
import { trainRun, type TrainInput, type TrainOutput } from '../loop/train';
import type { EpochRecord, TrainControl } from '../types';

export const [userCount, itemCount, dimensions] = [48, 36, 12];

/** Users of three groups click mostly on their group's third of the items; one in five pairs is val, one is test. */
export function groups(): TrainInput['dataset'] {
  const parts: [number, number][][] = [[], [], []];
  for (let user = 0; user < userCount; user++) {
    for (let item = 0; item < itemCount; item++) {
      const draw = uniformAt({ seed: 1, stream: 95, step: 0 }, user * itemCount + item);
      if (draw > (user % 3 === item % 3 ? 0.75 : 0.04)) continue;
      const part = (user + item) % 5;
      parts[part === 3 ? 1 : part === 4 ? 2 : 0]?.push([user, item]);
    }
  }
  const [train, val, test] = parts.map((pairs) => ({
    users: Int32Array.from(pairs, ([user]) => user),
    items: Int32Array.from(pairs, ([, item]) => item)
  }));
  if (!train || !val || !test) throw new Error('The split has three parts');
  return { userCount, itemCount, split: { train, val, test, hash: 'made up' } };
}

export function vectors(missing: (node: number) => boolean = () => false): SemanticVectors {
  const draw = (rows: number, step: number): Float32Array =>
    Float32Array.from(normalArray({ seed: 2, stream: 96, step }, rows * dimensions));
  const present = (rows: number, offset: number): Uint8Array =>
    Uint8Array.from({ length: rows }, (_, row) => (missing(offset + row) ? 0 : 1));
  return {
    dimensions,
    users: draw(userCount, 0),
    items: draw(itemCount, 1),
    userPresent: present(userCount, 0),
    itemPresent: present(itemCount, userCount)
  };
}

export async function train(
  alignment: AlignmentName,
  overrides: Readonly<Record<string, number>> = {},
  more: Partial<TrainInput> = {},
  control: TrainControl = {}
): Promise<TrainOutput> {
  const settings = resolveSettings('lightgcn', alignment, 'small', {
    dimensions: 8,
    batch_size: 100,
    epochs: 7,
    ...overrides
  });
  const input = { dataset: groups(), settings, seed: 2023, ...more };
  return trainRun(alignment === 'none' ? input : { vectors: vectors(), ...input }, control);
}

export const start = (name: BackendName): Promise<unknown> =>
  startBackend(name, { wasmBinaries: 'node_modules/@tensorflow/tfjs-backend-wasm/dist/' });

/** Everything but the clock. */
export const numbersOf = ({ result, arrays }: TrainOutput): unknown => ({
  ...arrays,
  ...result,
  epochs: result.epochs.map(({ seconds: _seconds, ...rest }: EpochRecord) => rest)
});
