// Files that other programs read: their bytes as their formats say, and a model that comes back as it went out.
import { beforeAll, describe, expect, it } from 'vitest';
import { startBackend } from '#kernels/backend/backend';
import { NODE_TABLE } from '../model/model';
import { resolveSettings } from '../settings/presets';
import { groups, userCount, itemCount, numbersOf } from '../testing/tiny';
import { trainRun, type TrainInput } from '../loop/train';
import { readModel, runFiles } from './run-files';
import { readSafetensors, writeSafetensors } from './safetensors';

beforeAll(async () => {
  await startBackend('cpu', { wasmBinaries: '' });
});

describe('safetensors', () => {
  const arrays = {
    a: { shape: [2, 2], values: Float32Array.of(1, 2, 3, 4) },
    b: { shape: [1], values: Float32Array.of(-0.5) }
  };

  it('comes back as it was written', () => {
    const bytes = writeSafetensors({ arrays, metadata: { model: 'x' } });
    expect(readSafetensors(bytes, 'x')).toEqual({ arrays, metadata: { model: 'x' } });
  });

  const broken = (header: string): Uint8Array => {
    const text = new TextEncoder().encode(header);
    const bytes = new Uint8Array(8 + text.length);
    new DataView(bytes.buffer).setBigUint64(0, BigInt(text.length), true);
    bytes.set(text, 8);
    return bytes;
  };
  it.each([
    ['too short', new Uint8Array(3), /too short/],
    ['a header without end', Uint8Array.of(255, 255, 255, 255, 255, 255, 255, 127), /longer than the file/],
    ['no JSON', broken('{nope'), /not JSON/],
    ['another type', broken('{"a":{"dtype":"F64","shape":[1],"data_offsets":[0,8]}}'), /not described as float32/],
    ['too few bytes', broken('{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,12]}}'), /does not have the bytes/],
    ['offsets that lie', broken('{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,12]}}'), /does not have the bytes/]
  ])('is refused where it is %s, and says why', (_, bytes, says) => {
    expect(() => readSafetensors(bytes, 'model.safetensors')).toThrow(says);
  });
});

describe('a trained run', () => {
  const input = (more: Partial<TrainInput> = {}): TrainInput => ({
    dataset: groups(),
    settings: resolveSettings('gccf', 'none', 'small', { dimensions: 8, batch_size: 100, epochs: 4 }),
    seed: 1,
    ...more
  });
  const ids = {
    userIds: Array.from({ length: userCount }, (_, u) => `u${u}`),
    itemIds: Array.from({ length: itemCount }, (_, i) => (i === 0 ? 'a,"b"' : `i${i}`)),
    split: groups().split
  };

  it('goes out as embeddings, lists and a model, and the model comes back whole', async () => {
    const { result, arrays, places } = await trainRun(input());
    const run = { label: 'GCCF', treatment: { layers: 2 }, splitHash: 'made up', result, arrays, places };
    const files = new Map((await runFiles(run, ids)).map(({ name, bytes }) => [name, bytes]));
    expect([...files.keys()]).toEqual([
      'user_embeddings.npy',
      'item_embeddings.npy',
      'top20.csv',
      'model.safetensors',
      'model.json'
    ]);
    const lines = new TextDecoder().decode(files.get('top20.csv')).trim().split('\n');
    expect(lines[0]).toBe('user,rank,item,score');
    expect(lines).toHaveLength(1 + 20 * userCount - Math.max(0, 20 * userCount - (lines.length - 1)));
    expect(lines.some((line) => line.includes('"a,""b"""'))).toBe(true);
    const model = readModel(files.get('model.safetensors') ?? new Uint8Array(), 'model.safetensors');
    expect(Object.keys(model)).toEqual([NODE_TABLE, 'backbone.gcnLayers.0.W', 'backbone.gcnLayers.1.W']);
    expect(model[NODE_TABLE]?.shape).toEqual([userCount + itemCount, 8]);
    // Layer 0 of GCCF's final embedding is the node table itself.
    const first = [...(model[NODE_TABLE]?.values.subarray(0, 8) ?? [])];
    expect([...arrays.userEmbeddings.subarray(0, 8)]).toEqual(first);
  });

  it('lets another run start from its nodes, and from nothing else of it', async () => {
    const { arrays, places } = await trainRun(input());
    const nodes = places.find(({ name }) => name === NODE_TABLE);
    if (!nodes || !arrays.parameters) throw new Error('The run keeps its parameters');
    const trained = { shape: nodes.shape, values: arrays.parameters.subarray(0, (userCount + itemCount) * 8) };
    const settings = resolveSettings('lightgcn', 'none', 'small', {
      dimensions: 8,
      batch_size: 100,
      epochs: 1,
      learning_rate: 1e-6
    });
    const started = await trainRun(input({ settings, start: { [NODE_TABLE]: trained } }));
    const moved = started.arrays.parameters ?? new Float32Array();
    expect(Math.max(...trained.values.map((value, i) => Math.abs(value - (moved[i] ?? 0))))).toBeLessThan(1e-4);
    expect(numbersOf(await trainRun(input({ settings, start: { [NODE_TABLE]: trained } })))).toEqual(
      numbersOf(started)
    );
    const narrow = { shape: [3, 8], values: new Float32Array(24) };
    await expect(trainRun(input({ start: { [NODE_TABLE]: narrow } }))).rejects.toMatchObject({
      code: 'training/does-not-fit'
    });
  });
});
