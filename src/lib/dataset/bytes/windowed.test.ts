// Small ranges of a file, served from larger pieces: the same bytes, far fewer reads.
import { describe, expect, it } from 'vitest';
import { allBytes, bytesOfStream, memoryFile } from './input-files';
import type { ByteRange, InputFile } from './types';
import { windowed } from './windowed';

const CONTENT = Uint8Array.from({ length: 10_000_000 }, (_, at) => (at * 7 + (at >> 8)) % 256);

function counted(fails = (_: number): boolean => false) {
  const file = memoryFile('a', CONTENT);
  const asked: (ByteRange | undefined)[] = [];
  const open: InputFile['open'] = (range) => {
    asked.push(range);
    return fails(asked.length) ? Promise.reject(new Error('not now')) : file.open(range);
  };
  return { asked, file: windowed({ ...file, open }, CONTENT.length) };
}
const part = (file: InputFile, start: number, end: number) =>
  allBytes({ ...file, size: end - start, open: () => file.open({ start, end }) }, CONTENT.length);

describe('a file in windows', () => {
  it('gives the same bytes, and reads a piece once', async () => {
    const { asked, file } = counted();
    for (let at = 0; at < 9_000_000; at += 30_000)
      expect(await part(file, at, at + 30_000)).toEqual(CONTENT.slice(at, at + 30_000));
    expect(asked.length).toBe(3);
    expect(await part(file, 9_990_000, CONTENT.length)).toEqual(CONTENT.slice(9_990_000));
    expect(await part(file, 5, 5)).toHaveLength(0);
  });

  it('reads a piece once though three read beside one another, each at its own place', async () => {
    const { asked, file } = counted();
    const lane = async (from: number) => {
      for (let at = from; at < 9_000_000; at += 90_000)
        expect(await part(file, at, at + 30_000)).toEqual(CONTENT.slice(at, at + 30_000));
    };
    await Promise.all([lane(0), lane(3_000_000), lane(6_030_000)]);
    expect(asked.length).toBe(3);
  });

  it('gives up those pieces that nobody has asked for the longest', async () => {
    const large = { ...memoryFile('a', CONTENT), size: 10 * 4 * 2 ** 20 };
    const asked: number[] = [];
    const open: InputFile['open'] = (range) => {
      asked.push(range?.start ?? -1);
      return memoryFile('a', new Uint8Array(4 * 2 ** 20)).open();
    };
    const file = windowed({ ...large, open }, large.size);
    const at = (piece: number) => file.open({ start: piece * 4 * 2 ** 20, end: piece * 4 * 2 ** 20 + 1 });
    for (const piece of [0, 1, 2, 3, 4, 5, 0, 6, 0]) await at(piece);
    expect(asked).toHaveLength(7);
    await at(1);
    expect(asked).toHaveLength(8);
  });

  it('gives long ranges and all of it as they are', async () => {
    const { asked, file } = counted();
    expect(await part(file, 100, 6_000_000)).toEqual(CONTENT.slice(100, 6_000_000));
    expect(await allBytes(file, CONTENT.length)).toEqual(CONTENT);
    expect(asked).toEqual([{ start: 100, end: 6_000_000 }, undefined]);
  });

  it('that could not be read is read again', async () => {
    const { file } = counted((time) => time === 1);
    await expect(part(file, 0, 10)).rejects.toThrow('not now');
    expect(await part(file, 0, 10)).toEqual(CONTENT.slice(0, 10));
  });
});

describe('bytes of a stream', () => {
  const chunked = (): ReadableStream<Uint8Array<ArrayBuffer>> => {
    let at = 0;
    return new ReadableStream({
      pull(controller) {
        if (at >= 1000) controller.close();
        else controller.enqueue(CONTENT.slice(at, (at += 300)));
      }
    });
  };
  it.each([
    ['that fills a given buffer', () => memoryFile('a', CONTENT.slice(0, 1200)).open()],
    ['that has buffers of its own', () => Promise.resolve(chunked())]
  ])('%s are as many as are asked for, or as there are', async (_, open) => {
    for (const count of [0, 1, 299, 300, 301, 1200])
      expect(await bytesOfStream(await open(), count)).toEqual(CONTENT.slice(0, count));
    expect(await bytesOfStream(await open(), 5000)).toEqual(CONTENT.slice(0, 1200));
  });
});
