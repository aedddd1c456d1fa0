// Archives: what lies in them is read, whole or in part; what is damaged or means harm is refused.
import { Zip, ZipPassThrough, zipSync, type Zippable } from 'fflate';
import { describe, expect, it } from 'vitest';
import { allBytes, memoryFile } from './input-files';
import { zipFiles } from './zip';

type Bytes = Uint8Array<ArrayBuffer>;
const bytes = (text: string): Bytes => Uint8Array.from(new TextEncoder().encode(text));
const archive = (files: Zippable): Bytes => Uint8Array.from(zipSync(files));
const open = (content: Bytes) => zipFiles(memoryFile('a.zip', content));

const TEXT = 'user,item\n1,2\n'.repeat(3000);
const [LOCAL, CENTRAL, END] = [0x04034b50, 0x02014b50, 0x06054b50];

/** Places of a record's signature in an archive. */
function places(content: Bytes, signature: number): number[] {
  const view = new DataView(content.buffer);
  return Array.from({ length: content.length - 3 }, (_, at) => at).filter(
    (at) => view.getUint32(at, true) === signature
  );
}
/** The archive with a field of its first record of that kind rewritten. */
function altered(content: Bytes, signature: number, change: (view: DataView, at: number) => void): Bytes {
  const copy = content.slice();
  change(new DataView(copy.buffer), places(copy, signature)[0] ?? 0);
  return copy;
}

describe('archives', () => {
  it('give their files, packed or stored, in folders, empty ones too', async () => {
    const files = await open(
      archive({ in: { 'packed.csv': bytes(TEXT), 'stored.csv': [bytes(TEXT), { level: 0 }] }, 'empty.txt': bytes('') })
    );
    const found = new Map<string, string>();
    for (const file of files) found.set(file.path, new TextDecoder().decode(await allBytes(file, 1e6)));
    expect(found).toEqual(
      new Map([
        ['in/packed.csv', TEXT],
        ['in/stored.csv', TEXT],
        ['empty.txt', '']
      ])
    );
  });

  it('give ranges of their files', async () => {
    const [file] = await open(archive({ 'x.csv': bytes(TEXT) }));
    const range = { start: 10, end: 14 };
    const part = await allBytes({ path: 'x', size: 4, open: () => file?.open(range) ?? Promise.reject() }, 100);
    expect(new TextDecoder().decode(part)).toBe('1,2\n');
  });

  it('written as a stream, sizes behind the data, are read as others are', async () => {
    const parts: Uint8Array[] = [];
    const zip = new Zip((_, part) => parts.push(part));
    const entry = new ZipPassThrough('x.csv');
    zip.add(entry);
    entry.push(bytes(TEXT), true);
    zip.end();
    const [file] = await open(Uint8Array.from(parts.flatMap((part) => [...part])));
    expect(file && new TextDecoder().decode(await allBytes(file, 1e6))).toBe(TEXT);
  });

  it('in an archive stay closed', async () => {
    const inner = archive({ 'x.csv': bytes(TEXT) });
    const files = await open(archive({ 'inner.zip': inner }));
    expect(files.map(({ path }) => path)).toEqual(['inner.zip']);
  });

  const one = archive({ 'x.csv': bytes(TEXT) });
  const link = altered(one, CENTRAL, (view, at) => {
    view.setUint8(at + 5, 3);
    view.setUint32(at + 38, 0xa1ff0000, true);
  });
  it.each([
    ['a link', link, 'import/unsafe-path'],
    ['an encrypted file', altered(one, CENTRAL, (view, at) => view.setUint16(at + 8, 1, true)), 'import/broken-zip'],
    [
      'a directory that is cut',
      altered(one, CENTRAL, (view, at) => view.setUint16(at + 28, 60_000, true)),
      'import/broken-zip'
    ],
    ['no directory', one.slice(0, 40), 'import/broken-zip'],
    ['nothing', bytes('PK'), 'import/broken-zip']
  ])('with %s are refused when they are opened', async (_, content, code) => {
    await expect(open(content)).rejects.toMatchObject({ code, where: { file: 'a.zip' } });
  });

  it('with one file twice, or with more than ten thousand, are refused', async () => {
    const two = archive({ 'x.csv': bytes(TEXT), 'y.csv': bytes(TEXT) });
    const twice = two.map((byte, at) => (byte === 0x79 && two[at + 1] === 0x2e ? 0x78 : byte));
    await expect(open(twice)).rejects.toMatchObject({ code: 'import/broken-zip' });
    const many = Object.fromEntries(Array.from({ length: 10_001 }, (_, at): [string, Bytes] => [`${at}`, bytes('')]));
    await expect(open(archive(many))).rejects.toMatchObject({ code: 'import/broken-zip' });
  });

  it.each([
    [
      'bytes that differ',
      altered(one, LOCAL, (view, at) => view.setUint8(at + 60, view.getUint8(at + 60) ^ 4)),
      'import/broken-zip'
    ],
    ['another checksum', altered(one, CENTRAL, (view, at) => view.setUint32(at + 16, 1, true)), 'import/broken-zip'],
    [
      'less than its size',
      altered(one, CENTRAL, (view, at) => view.setUint32(at + 24, 1e6, true)),
      'import/broken-zip'
    ],
    ['more than its size', altered(one, CENTRAL, (view, at) => view.setUint32(at + 24, 100, true)), 'import/bomb'],
    [
      'a way of packing that nobody knows',
      altered(one, CENTRAL, (view, at) => view.setUint16(at + 10, 99, true)),
      'import/broken-zip'
    ],
    ['data elsewhere', altered(one, CENTRAL, (view, at) => view.setUint32(at + 42, 7, true)), 'import/broken-zip']
  ])('a file with %s is refused when it is read', async (_, content, code) => {
    const [file] = await open(content);
    await expect(file && allBytes(file, 2e6)).rejects.toMatchObject({ code, where: { file: 'a.zip' } });
  });

  it('that name the same bytes many times are bombs, though each file is as large as it is packed', async () => {
    const content = archive({ '000': [new Uint8Array(2 ** 20), { level: 0 }] });
    const [start = 0] = places(content, CENTRAL);
    const [end = 0] = places(content, END);
    const records = Array.from({ length: 300 }, (_, number) => {
      const named = content.slice(start, end);
      named.set(bytes(String(100 + number)), 46);
      return [...named];
    }).flat();
    const tail = altered(content.slice(end), END, (view, at) => {
      view.setUint16(at + 10, 300, true);
      view.setUint32(at + 12, records.length, true);
    });
    const all = Uint8Array.from([...content.slice(0, start), ...records, ...tail]);
    await expect(open(all)).rejects.toMatchObject({ code: 'import/bomb' });
  });
});
