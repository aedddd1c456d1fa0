// The encoder "use" from texts to vectors, with the weights that npm brings, on wasm.
import { beforeAll, describe, expect, it } from 'vitest';
import { startBackend } from '#kernels/backend/backend';
import { encoderFiles } from '#lib/embeddings/use/testing';
import type { Progress } from '#lib/work/work';
import { DIGEST_ON_WASM, digestOf, encodeByUse } from './encoder.suite';

beforeAll(async () => {
  await startBackend('wasm', { wasmBinaries: 'node_modules/@tensorflow/tfjs-backend-wasm/dist/' });
});
const context = { encoderFiles: () => Promise.resolve(encoderFiles) };
const WIDTH = 512;

describe('the encoder "use"', () => {
  it('puts texts of one meaning near each other, with the bits that every browser gives', async () => {
    const set = await encodeByUse(context);
    const { users, items, userPresent, itemPresent, dimensions } = set.vectors;
    expect(dimensions).toBe(WIDTH);
    expect([[...userPresent], [...itemPresent]]).toEqual([
      [1, 0, 1, 0],
      [1, 0, 1, 1]
    ]);
    const row = (values: Float32Array, at: number) => values.subarray(at * WIDTH, (at + 1) * WIDTH);
    const cosine = (a: Float32Array, b: Float32Array) => a.reduce((sum, value, k) => sum + value * (b[k] ?? NaN), 0);
    const [detective, marines, murder] = [row(users, 0), row(users, 2), row(items, 0)];
    expect(cosine(detective, murder)).toBeGreaterThan(cosine(detective, marines) + 0.2);
    expect(row(items, 2)).toEqual(detective);
    expect(set.provenance.facts).toEqual({
      texts: 5,
      'different texts': 4,
      'texts cut at 128 tokens': 1,
      'texts of letters that it does not know, without a vector': 1
    });
    expect(await digestOf(set)).toBe(DIGEST_ON_WASM);
  });
  it.each([
    ['no text at all', { users: [null], items: [null] }, 'embeddings/no-texts'],
    ['no letter that it knows', { users: ['海'], items: [' ', 'море'] }, 'embeddings/no-known-letters']
  ])('says so where there is %s', async (_, input, code) => {
    await expect(encodeByUse(context, input)).rejects.toMatchObject({ code });
  });
  it('says so where it cannot be loaded', async () => {
    await expect(encodeByUse({})).rejects.toMatchObject({ code: 'embeddings/no-models' });
  });
  it('says how far it is, first of loading and then of texts, and stops between two batches', async () => {
    const seen: Progress[] = [];
    const stop = new AbortController();
    const many = { users: Array.from({ length: 40 }, (_, at) => `book ${at}`), items: [] };
    const job = {
      ...context,
      signal: stop.signal,
      report: (progress: Progress) => {
        seen.push(progress);
        if (progress.label === 'Encoding texts' && progress.done > 0) stop.abort();
      }
    };
    await expect(encodeByUse(job, many)).rejects.toMatchObject({ code: 'internal/cancelled' });
    expect(seen[0]).toMatchObject({ label: 'Loading the encoder', unit: 'MB' });
    expect(seen.slice(-2).map(({ label, done, total }) => [label, done, total])).toEqual([
      ['Encoding texts', 0, 40],
      ['Encoding texts', 16, 40]
    ]);
  });
  it('leaves nothing on the device', async () => {
    const { memory } = await import('@tensorflow/tfjs-core');
    await encodeByUse(context);
    const before = memory().numTensors;
    await encodeByUse(context);
    expect(memory().numTensors).toBe(before);
  });
});
