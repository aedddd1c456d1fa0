// Lines come out the same however a file is cut, packed or not; what is no text, or too long, is refused with its line.
import { gzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { uniformAt } from '#kernels/random/random';
import { LONGEST_LINE, readLines, type TextLine } from './lines';
import { ReadingProgress, textOf } from './text';
import type { InputFile, ReadJob, ReadProgress } from './types';

const bytes = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(new TextEncoder().encode(text));

/** A file whose stream comes in pieces of `size` bytes. */
function cutFile(content: Uint8Array<ArrayBuffer>, size: number): InputFile {
  return {
    path: 'f.txt',
    size: content.length,
    open: () => {
      let at = 0;
      const stream = new ReadableStream<Uint8Array<ArrayBuffer>>({
        pull(controller) {
          if (at >= content.length) controller.close();
          else controller.enqueue(content.slice(at, at + size));
          at += size;
        }
      });
      return Promise.resolve(stream);
    }
  };
}

async function linesOf(content: Uint8Array<ArrayBuffer>, size: number, job: ReadJob = {}): Promise<TextLine[]> {
  const file = cutFile(content, size);
  const found: TextLine[] = [];
  for await (const batch of readLines(file, new ReadingProgress([file], job))) found.push(...batch);
  return found;
}

const SIGNS = ['a', 'é', '漢', '🦊', '\n', '\r\n', '\r', ' ', ',', '\u2028', ''];
const CASES = Array.from({ length: 8 }, (_, number) => number);

describe('lines', () => {
  it.each(CASES)('are those of the whole text, however it is cut, packed or not: case %i', async (number) => {
    const text = Array.from(
      { length: 120 },
      (_, at) => SIGNS[Math.floor(uniformAt({ seed: 12, stream: 122, step: number }, at) * SIGNS.length)]
    ).join('');
    const whole = text.split('\n');
    if (whole.at(-1) === '') whole.pop();
    const expected = whole.map((line, at): TextLine => ({ text: line.replace(/\r$/, ''), line: at + 1 }));
    for (const size of [1, 2, 3, 7, 64, 10_000]) {
      expect(await linesOf(bytes(text), size)).toEqual(expected);
      expect(await linesOf(Uint8Array.from(gzipSync(bytes(text))), size)).toEqual(expected);
    }
  });

  it('begin behind a byte-order mark', async () => {
    expect(await linesOf(bytes('\uFEFFuser\nü'), 1)).toEqual([
      { text: 'user', line: 1 },
      { text: 'ü', line: 2 }
    ]);
  });

  it('of nothing are none', async () => {
    expect(await linesOf(bytes(''), 10)).toEqual([]);
    expect(await linesOf(Uint8Array.from(gzipSync(bytes(''))), 10)).toEqual([]);
  });

  it.each([
    ['a stray byte', [0xff], 3],
    ['the second half of a character', [0x80], 3],
    ['a character that is cut by the end of its line', [0xe6, 0xbc], 3],
    ['a character that was once allowed', [0xc0, 0xaf], 3]
  ])('that hold %s are refused with their number, however they are cut', async (_, bad, line) => {
    const content = Uint8Array.from([...bytes('é漢\n🦊\n漢'), ...bad, ...bytes('\nmore 漢\n')]);
    for (const size of [1, 2, 3, 4, 5, 6, 7, 100]) {
      await expect(linesOf(content, size)).rejects.toMatchObject({
        code: 'import/not-utf8',
        where: { file: 'f.txt', line }
      });
    }
  });

  it('that stop within a character at the end of the file are refused', async () => {
    await expect(linesOf(Uint8Array.from([...bytes('a\nb'), 0xe6, 0xbc]), 2)).rejects.toMatchObject({
      code: 'import/not-utf8',
      where: { line: 2 }
    });
  });

  it('of sixteen megabytes are read, longer ones refused with their number', async () => {
    const long = 'x'.repeat(LONGEST_LINE);
    expect((await linesOf(bytes(`a\n${long}\nb`), 1 << 16)).map(({ text }) => text.length)).toEqual([
      1,
      LONGEST_LINE,
      1
    ]);
    for (const end of ['', '\nb']) {
      await expect(linesOf(bytes(`a\n${long}x${end}`), 1 << 16)).rejects.toMatchObject({
        code: 'import/line-too-long',
        where: { file: 'f.txt', line: 2 }
      });
    }
  });

  it('are no longer read once the job is cancelled', async () => {
    const stop = new AbortController();
    const file = cutFile(bytes('a\n'.repeat(1000)), 100);
    const read = async (): Promise<number> => {
      let count = 0;
      for await (const batch of readLines(file, new ReadingProgress([file], { signal: stop.signal }))) {
        count += batch.length;
        stop.abort();
      }
      return count;
    };
    await expect(read()).rejects.toMatchObject({ code: 'internal/cancelled' });
  });

  it('are counted in stored bytes, and the digest is that of the stored bytes', async () => {
    const content = Uint8Array.from(gzipSync(bytes('a\n'.repeat(1000))));
    const file = cutFile(content, 10);
    const seen: ReadProgress[] = [];
    const progress = new ReadingProgress([file], { report: (report) => seen.push(report) });
    for await (const _text of textOf(file, progress));
    expect(seen[0]).toMatchObject({ path: 'f.txt', totalBytes: content.length });
    const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', content));
    const hex = Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
    expect(progress.digests).toEqual(new Map([['f.txt', hex]]));
  });
});
