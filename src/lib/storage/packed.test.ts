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
  it.each([0, 1, 2, 3, 7, 64])('comes back as it was (%i numbers)', (size) => {
    const artifact = random(size);
    const packed = packArtifact(artifact);
    expect(unpackArtifact(packed, 'x')).toEqual(artifact);
    // Also from the middle of a larger buffer.
    const wider = new Uint8Array(packed.length + 5);
    wider.set(packed, 3);
    expect(unpackArtifact(wider.subarray(3, 3 + packed.length), 'x')).toEqual(artifact);
  });

  it('is refused where it is cut short at any place, and where it is something else', () => {
    const packed = packArtifact(random(5));
    for (const end of [0, 7, 20, packed.length - 9]) {
      expect(() => unpackArtifact(packed.subarray(0, end), 'a file')).toThrow(
        expect.objectContaining({ code: 'storage/damaged' })
      );
    }
    expect(() => unpackArtifact(new TextEncoder().encode('<!doctype html><p>404'), 'a file')).toThrow(/a file/);
  });
});
