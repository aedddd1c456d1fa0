// The network against the published graph, run by tfjs's own converter: the same weights, the same vectors.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { io, tensor1d, tensor2d, type Tensor } from '@tensorflow/tfjs-core';
import { loadGraphModel } from '@tensorflow/tfjs-converter';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBackend } from '#kernels/backend/backend';
import { readEncoderFiles, WEIGHT_FILES } from '#lib/embeddings/use/files';
import { MOST_TOKENS, openNetwork, type Network } from '#lib/embeddings/use/network';
import { ENCODER_FOLDER, encoderFiles } from '#lib/embeddings/use/testing';
import { encoderWeights } from '#lib/embeddings/use/weights';

const TEXTS: readonly (readonly number[])[] = [
  [481, 3728, 14, 9, 2720, 8, 554, 3657, 151, 989, 7, 12, 95, 88, 373, 2816, 7, 6],
  [74, 3979, 253, 3096, 7, 11, 2400, 15, 5967, 85, 2168, 6],
  [30, 0],
  Array.from({ length: MOST_TOKENS }, (_, at) => 6 + ((at * 37) % 7900))
];

let network: Network;
beforeAll(async () => {
  await startBackend('wasm', { wasmBinaries: 'node_modules/@tensorflow/tfjs-backend-wasm/dist/' });
  network = openNetwork(encoderWeights(await readEncoderFiles(encoderFiles, {})));
});
afterAll(() => network.dispose());

async function byTheGraph(texts: readonly (readonly number[])[]): Promise<Float32Array> {
  const model = JSON.parse(await readFile(join(ENCODER_FOLDER, 'model.json'), 'utf8'));
  const weights = await Promise.all(WEIGHT_FILES.map(({ name }) => readFile(join(ENCODER_FOLDER, name))));
  const graph = await loadGraphModel(
    io.fromMemory({
      modelTopology: model.modelTopology,
      weightSpecs: model.weightsManifest[0].weights,
      weightData: Uint8Array.from(Buffer.concat(weights)).buffer
    })
  );
  const indices = texts.flatMap((text, row) => text.map((_, at) => [row, at]));
  const made: Tensor | Tensor[] = await graph.executeAsync({
    indices: tensor2d(indices, [indices.length, 2], 'int32'),
    values: tensor1d(texts.flat(), 'int32')
  });
  const [vectors] = [made].flat();
  const values = Float32Array.from((await vectors?.data()) ?? []);
  graph.dispose();
  return values;
}

describe('the network', () => {
  it('gives the vectors of the published graph', async () => {
    const [own, published] = [await network.encode(TEXTS), await byTheGraph(TEXTS)];
    expect(own).toHaveLength(TEXTS.length * 512);
    own.forEach((value, at) => expect(Math.abs(value - (published[at] ?? NaN))).toBeLessThan(2e-6));
  });
  it('gives a text the same bits whatever stands beside it', async () => {
    const together = await network.encode(TEXTS);
    for (const [row, text] of TEXTS.entries()) {
      expect(await network.encode([text])).toEqual(together.subarray(row * 512, (row + 1) * 512));
    }
  });
});
