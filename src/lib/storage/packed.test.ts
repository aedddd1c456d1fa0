import { describe, expect, it } from 'vitest';
import { uniformInt } from '#kernels/random/random';
import { STREAM } from '#kernels/random/streams';
import { packArtifact, unpackArtifact } from './packed';
import type { Artifact } from './types';

const META = {
  id: 'abcdef01',
  kind: 'run',
  version: 1,
  digest: 'd',
  backend: 'wasm',
  adapter: 'SIMD',
  created: '2026-01-01T00:00:00.000Z',
  seconds: 3,
  bytes: 10
};
const draw = (index: number, bound: number) => uniformInt({ seed: 1, stream: STREAM.samples, step: 0 }, index, bound);
const random = (size: number): Artifact => ({
  meta: META,
  json: { label: 'LightGCN – “é”', size },
  arrays: {
    rows: Float32Array.from({ length: size }, (_, at) => draw(at, 1000) / 7),
    users: Int32Array.from({ length: size + 1 }, (_, at) => draw(at, 99)),
    marks: Uint8Array.from({ length: size + 2 }, (_, at) => draw(at, 2)),
    wide: Float64Array.of(Math.PI)
  }
});

describe('a packed artifact', () => {
  it.each([0, 1, 2, 3, 7, 64])('comes back as it was (%i numbers)', async (size) => {
    const artifact = random(size);
    const packed = await packArtifact(artifact);
    expect(await unpackArtifact(packed, 'x')).toEqual(artifact);
    // Also from the middle of a larger buffer.
    const wider = new Uint8Array(packed.length + 5);
    wider.set(packed, 3);
    expect(await unpackArtifact(wider.subarray(3, 3 + packed.length), 'x')).toEqual(artifact);
  });

  it('is refused where it is cut short at any place, and where it is something else', async () => {
    const packed = await packArtifact(random(5));
    for (const end of [0, 7, 20, packed.length - 9]) {
      await expect(unpackArtifact(packed.subarray(0, end), 'a file')).rejects.toMatchObject({
        code: 'storage/damaged'
      });
    }
    await expect(unpackArtifact(new TextEncoder().encode('<!doctype html><p>404'), 'a file')).rejects.toThrow(/a file/);
  });

  it('is refused where any byte that carries something is another one', async () => {
    const artifact = random(5);
    const packed = await packArtifact(artifact);
    for (let at = 0; at < packed.length; at++) {
      const flipped = packed.slice();
      flipped[at] = (flipped[at] ?? 0) ^ 1;
      const read = await unpackArtifact(flipped, 'a file').catch(() => null);
      // Padding between arrays, and the name of the seal itself, carry nothing: what is read is whole then.
      if (read !== null) expect(read).toEqual(artifact);
    }
  });
});
