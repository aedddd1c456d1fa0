// Gzip comes out as it went in, however many members there are and however the stream is cut; what is short or damaged is refused.
import { gzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { uniformAt } from '#kernels/random/random';
import { joinBytes } from './join';
import { gunzipped } from './gunzip';

type Bytes = Uint8Array<ArrayBuffer>;

async function* pieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size));
}
async function unpack(bytes: Uint8Array, size: number): Promise<Bytes> {
  const parts: Uint8Array[] = [];
  for await (const part of gunzipped(pieces(bytes, size), 'f.gz')) parts.push(part);
  return joinBytes(parts);
}
/** A count below `below`, by case and number. */
const draw = (step: number, index: number, below: number): number =>
  Math.floor(uniformAt({ seed: 11, stream: 122, step }, index) * below);
/** Text-like bytes: a few letters. */
const drawn = (step: number, length: number): Bytes => Uint8Array.from({ length }, (_, at) => 97 + draw(step, at, 5));

/** Members of drawn sizes, nothing and a few bytes among them. */
function file(number: number): { plain: Bytes; packed: Bytes; ends: { at: number; isEmpty: boolean }[] } {
  const plain: Bytes[] = [];
  const packed: Uint8Array[] = [];
  for (let member = 0; member <= draw(number, 0, 4); member++) {
    const length = [0, 1, 5, 900, 4000][draw(number, 10 + member, 5)] ?? 0;
    const bytes = drawn(100 * number + member, length);
    plain.push(bytes);
    packed.push(gzipSync(bytes, { level: draw(number, 20 + member, 2) === 0 ? 0 : 6, filename: 'a name.json' }));
  }
  const ends = plain.map(({ length }, member) => ({
    at: joinBytes(packed.slice(0, member + 1)).length,
    isEmpty: length === 0
  }));
  return { plain: joinBytes(plain), packed: joinBytes(packed), ends };
}

const BROKEN = { code: 'import/broken-gzip', where: { file: 'f.gz' } };
const CASES = Array.from({ length: 12 }, (_, number) => number);

describe('gzip', () => {
  it.each(CASES)('comes out as it went in: case %i', async (number) => {
    const { plain, packed } = file(number);
    for (const size of [1, 3, 8, 700, 1 << 20]) expect(await unpack(packed, size)).toEqual(plain);
  });

  it.each(CASES)('that ends within a member is refused: case %i', async (number) => {
    const { packed, ends } = file(number);
    const last = ends.at(-1)?.at ?? 0;
    for (let n = 0; n < 12; n++) {
      // Half of the cuts fall into the last trailer.
      const cut = n % 2 === 0 ? 1 + draw(number, 50 + n, packed.length - 1) : last - 1 - draw(number, 50 + n, 8);
      // Between members it is a shorter file; what an empty member loses of its trailer is zeros.
      if (ends.some(({ at, isEmpty }) => at === cut || (isEmpty && at > cut && at - cut < 8))) continue;
      await expect(unpack(packed.subarray(0, cut), 500)).rejects.toMatchObject(BROKEN);
    }
  });

  it.each(CASES)('with one bit turned is refused, or is the same text: case %i', async (number) => {
    const { plain, packed } = file(number);
    for (let n = 0; n < 12; n++) {
      const damaged = packed.slice();
      const at = draw(number, 70 + n, damaged.length);
      damaged[at] = (damaged[at] ?? 0) ^ (1 << draw(number, 90 + n, 8));
      const found = await unpack(damaged, 500).catch((error: unknown) => {
        expect(error).toMatchObject(BROKEN);
        return plain;
      });
      // A bit of a header's time or name is not data.
      expect(found).toEqual(plain);
    }
  });

  it('with anything else behind it is refused', async () => {
    const { packed } = file(1);
    await expect(unpack(joinBytes([packed, drawn(1, 40)]), 64)).rejects.toMatchObject(BROKEN);
  });

  it('that unpacks to hundreds of times its size is refused before it is through', async () => {
    const zeros = gzipSync(new Uint8Array(4 * 2 ** 20), { level: 9 });
    const bomb = joinBytes(Array.from({ length: 100 }, () => zeros));
    let made = 0;
    const read = async (): Promise<void> => {
      for await (const part of gunzipped(pieces(bomb, 1 << 18), 'f.gz')) made += part.length;
    };
    await expect(read()).rejects.toMatchObject({ code: 'import/bomb' });
    expect(made).toBeLessThan(330 * 2 ** 20);
  });
});
