// Encodings are told by bytes where they leave no doubt, whatever the pieces; everything else is refused until the reader says it.
import { gzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { headOf } from '../formats/reader';
import { inspect } from '../reading/import';
import { plainNodes, readFiles } from '../testing';
import { SIGNS_FROM_0X80 } from './windows-1252';
import { EncodingProblem, textDecoding } from './encoding';
import { memoryFile } from './input-files';

type Bytes = Uint8Array<ArrayBuffer>;

const utf8 = (text: string): Bytes => Uint8Array.from(new TextEncoder().encode(text));
const windows1252 = (text: string): Bytes =>
  Uint8Array.from(text, (sign) => {
    const at = SIGNS_FROM_0X80.indexOf(sign);
    return at < 0 ? sign.charCodeAt(0) : 0x80 + at;
  });
function utf16(text: string, isLittle: boolean, mark = ''): Bytes {
  const marked = mark + text;
  const view = new DataView(new ArrayBuffer(2 * marked.length));
  for (let at = 0; at < marked.length; at++) view.setUint16(2 * at, marked.charCodeAt(at), isLittle);
  return new Uint8Array(view.buffer);
}

function decodedIn(bytes: Uint8Array, size: number, said?: string): { text: string; encoding: string; broken: number } {
  const decoding = textDecoding(said);
  let text = '';
  for (let at = 0; at < bytes.length; at += size) text += decoding.push(bytes.subarray(at, at + size));
  text += decoding.finish();
  return { text, encoding: decoding.encoding, broken: decoding.broken };
}

const TITLES = 'item_id,title\n1,Café Noir\n2,Étude “in” A…\n3,Señor Æon’s naïve cœur – 5 €\n4,Straße über Malmö\n';

describe('an encoding that the bytes tell', () => {
  it.each([
    ['UTF-8', utf8(TITLES), 'utf-8'],
    ['UTF-8 with a mark', utf8(`\uFEFF${TITLES}`), 'utf-8'],
    ['ASCII', utf8('a,b\n1,2\n'), 'utf-8'],
    ['UTF-8 of other scripts', utf8('1,Привет мир\n2,漢字と仮名\n3,🦊\n'), 'utf-8'],
    ['Windows-1252', windows1252(TITLES), 'windows-1252'],
    ['one accent behind a hundred kilobytes', windows1252(`${'1,plain\n'.repeat(13_000)}2,Café\n`), 'windows-1252'],
    ['UTF-16, little end first', utf16(TITLES, true, '\uFEFF'), 'utf-16le'],
    ['UTF-16, big end first', utf16(TITLES, false, '\uFEFF'), 'utf-16be'],
    ['UTF-16 without a mark', utf16(TITLES, true), 'utf-16le'],
    ['UTF-16 of a few letters, big end first', utf16('a,1\n', false), 'utf-16be']
  ])('%s, however it is cut', (_, bytes, encoding) => {
    const whole = decodedIn(bytes, bytes.length);
    expect(whole.encoding).toBe(encoding);
    expect(whole.text).toBe(encoding === 'windows-1252' ? windowsText(bytes) : new TextDecoder(encoding).decode(bytes));
    for (const size of bytes.length > 10_000 ? [4096] : [1, 2, 3, 7, 100])
      expect(decodedIn(bytes, size)).toEqual(whole);
  });

  const windowsText = (bytes: Uint8Array): string =>
    Array.from(bytes, (byte) =>
      byte >= 0x80 && byte <= 0x9f ? SIGNS_FROM_0X80[byte - 0x80] : String.fromCharCode(byte)
    ).join('');

  it.each([
    ['Cyrillic', [0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2]],
    ['Chinese', [0xba, 0xba, 0xd7, 0xd6]],
    ['Korean', [0xc7, 0xd1, 0xb1, 0xdb]],
    ['Japanese', [0x8a, 0xbf, 0x8e, 0x9a, 0x82, 0xcc]],
    ['Polish of Windows', [0x73, 0xb3, 0x6f, 0xf1, 0x63, 0x65, 0x20, 0x9c, 0x6c, 0xb9, 0x73, 0x6b]],
    ['letters of the Macintosh', [0x43, 0x61, 0x66, 0x8e]],
    ['UTF-8 with a broken byte', [...utf8('é à ç'), 0x20, 0xe9, 0x20, ...utf8('ü')]]
  ])('is none where it is %s', (_, bytes) => {
    const content = Uint8Array.from([...utf8('a,b\n'), ...bytes, 0x0a]);
    expect(() => decodedIn(content, 5)).toThrow(EncodingProblem);
  });
});

describe('an encoding that is said', () => {
  it.each([
    ['gbk', [0xba, 0xba, 0xd7, 0xd6], '汉字'],
    ['GB2312', [0xba, 0xba], '汉'],
    ['shift_jis', [0x8a, 0xbf, 0x8e, 0x9a], '漢字'],
    ['euc-kr', [0xc7, 0xd1], '한'],
    ['windows-1251', [0xcf, 0xf0, 0xe8], 'При'],
    ['latin-1', [0xe9, 0x80], 'é€']
  ])('%s is taken', (said, bytes, text) => {
    expect(decodedIn(Uint8Array.from(bytes), 1, said)).toMatchObject({ text, broken: 0 });
  });

  it('utf-8 counts characters that are broken', () => {
    expect(decodedIn(Uint8Array.from([0x61, 0xe9, 0x62]), 1, 'utf-8')).toEqual({
      text: 'a\ufffdb',
      encoding: 'utf-8',
      broken: 1
    });
  });

  it('that nobody knows is refused', () => {
    expect(() => textDecoding('klingon')).toThrow(expect.objectContaining({ code: 'import/no-such-choice' }));
  });
});

describe('files', () => {
  const ratings = 'user_id,item_id,rating\nu,1,5\nu,2,4\n';

  it('of one data set may each have an encoding of their own, and the report says which was taken', async () => {
    const { raw, report } = await readFiles({
      'ratings.csv': ratings,
      'items.csv': Uint8Array.from(gzipSync(windows1252(TITLES)))
    });
    expect(plainNodes(raw.items).map(({ title }) => title)).toContain('Café Noir');
    expect(report.remarks).toEqual(['items.csv is not UTF-8 and was read as Windows-1252 (Latin-1).']);
  });

  it('have column names in the encoding of their rows', async () => {
    const { raw } = await readFiles(
      {
        'ratings.csv': windows1252('user_id,item_id,évaluation\nu,1,5\n'),
        'items.csv': utf16('item_id;title\n1;Étude\n', true)
      },
      { rating_column: 'évaluation' }
    );
    expect(raw.interactions.ratings).toEqual(Float32Array.of(5));
    expect(plainNodes(raw.items)[0]?.title).toBe('Étude');
  });

  it('that leave doubt are refused with the line, and read once the encoding is said', async () => {
    const items = Uint8Array.from([...utf8('item_id,title\n1,'), 0xba, 0xba, 0xd7, 0xd6, ...utf8('\n2,b\n')]);
    const files = { 'ratings.csv': ratings, 'items.csv': items };
    await expect(readFiles(files)).rejects.toMatchObject({
      code: 'import/not-utf8',
      where: { file: 'items.csv', line: 2 }
    });
    const { raw } = await readFiles(files, { encoding: 'gbk' });
    expect(plainNodes(raw.items)[0]?.title).toBe('汉字');
  });

  it.each([0, 1, 2])('that are long are looked at up to the character that their beginning cuts: %i', async (shift) => {
    const text = `user_id,title\n${'x'.repeat(shift)}${'漢字,漢\n'.repeat(20_000)}`;
    for (const content of [utf8(text), Uint8Array.from(gzipSync(utf8(text))), utf16(text, true, '\uFEFF')]) {
      const { lines } = await headOf(memoryFile('x.csv', content));
      expect(lines.length).toBeGreaterThan(2000);
      expect(lines.at(-1)).toBe('漢字,漢');
    }
  });

  it('with letters beyond ASCII can be read in another encoding on the page too', async () => {
    const field = async (text: string, settings = {}) =>
      (await inspect([memoryFile('x.csv', `user_id,item_id,rating\nu,${text},5\nu,b,4\n`)], settings)).fields.find(
        ({ key }) => key === 'encoding'
      );
    expect(await field('a')).toBeUndefined();
    expect(await field('é')).toMatchObject({ value: '', options: expect.arrayContaining(['', 'gbk']) });
    expect(await field('a', { encoding: 'koi8-r' })).toMatchObject({ value: 'koi8-r' });
  });

  it.each([
    ['10M in UTF-8', utf8],
    ['1M in Latin-1', windows1252]
  ])('of MovieLens: %s', async (_, encode) => {
    const { raw } = await readFiles({
      'ratings.dat': '1::1::5::978300760\n1::2::3::978300760\n',
      'movies.dat': encode('1::Café Noir (1992)::Drama\n2::Étude (1994)::Drama\n')
    });
    expect(plainNodes(raw.items).map(({ title }) => title)).toEqual(['Café Noir (1992)', 'Étude (1994)']);
  });
});
