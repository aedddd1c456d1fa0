// Deflated bytes, by the engine and by fflate: the same bytes, the same refusals.
import { deflateSync } from 'fflate';
import { describe, expect, it, vi } from 'vitest';
import { inflated, inflatedHere } from './inflated';
import { joinBytes } from './join';

type Bytes = Uint8Array<ArrayBuffer>;
const PLAIN = Uint8Array.from({ length: 300_000 }, (_, at) => Math.imul(at, at + 2_654_435_761) >>> 20);
const PACKED = Uint8Array.from(deflateSync(PLAIN));

async function* inPieces(bytes: Bytes, size = 10_000, read = (): void => undefined): AsyncGenerator<Bytes> {
  for (let at = 0; at < bytes.length; at += size) {
    read();
    yield bytes.slice(at, at + size);
    await Promise.resolve();
  }
}
async function all(chunks: AsyncIterable<Bytes>): Promise<Bytes> {
  const parts: Bytes[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  return joinBytes(parts);
}

describe.each([
  ['the engine', inflated],
  ['fflate', inflatedHere]
])('deflated bytes, by %s', (_, unpack) => {
  it('give what was packed, in pieces of any size', async () => {
    for (const size of [1000, 1 << 20]) expect(await all(unpack(inPieces(PACKED, size)))).toEqual(PLAIN);
    expect(await all(unpack(inPieces(Uint8Array.from(deflateSync(new Uint8Array(0))))))).toHaveLength(0);
  });

  it('that are damaged are an error', async () => {
    const damaged = PACKED.slice();
    damaged[0] = 0xff;
    await expect(all(unpack(inPieces(damaged)))).rejects.toThrow();
  });

  it('whose reading fails say why it failed', async () => {
    let pieces = 0;
    const failing = inPieces(PACKED, 1000, () => {
      if (++pieces === 3) throw new Error('the disk is gone');
    });
    await expect(all(unpack(failing))).rejects.toThrow('the disk is gone');
  });

  it('of which no more is wanted are read no further', async () => {
    const read = vi.fn();
    for await (const chunk of unpack(inPieces(PACKED, 100, read))) {
      expect(chunk.length).toBeGreaterThan(0);
      break;
    }
    const until = read.mock.calls.length;
    await new Promise(setImmediate);
    expect(read.mock.calls).toHaveLength(until);
    expect(until).toBeLessThan(PACKED.length / 100);
  });
});

it('where the engine cannot unpack, fflate does', async () => {
  vi.stubGlobal('DecompressionStream', undefined);
  try {
    expect(await all(inflated(inPieces(PACKED)))).toEqual(PLAIN);
  } finally {
    vi.unstubAllGlobals();
  }
});
