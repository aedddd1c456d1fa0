// A link gives back the text that it was made of; whatever else stands in its place gives a word and no text.
import { readdirSync, readFileSync } from 'node:fs';
import { deflateSync, gzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { carriesNotebook } from './link-key';
import { fragmentOf, textOfFragment } from './notebook-link';

const FOLDER = 'public/notebooks';
const bundled = readdirSync(FOLDER).filter((file) => file.endsWith('.md'));
const base64 = (bytes: Uint8Array): string =>
  Buffer.from(bytes).toString('base64').replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
const bytesOf = (text: string) => new TextEncoder().encode(text);

describe('a link', () => {
  test.each(bundled)('gives %s back as it is, in letters that every program leaves alone', async (file) => {
    const text = readFileSync(`${FOLDER}/${file}`, 'utf8');
    const fragment = await fragmentOf(text);
    expect(fragment).toMatch(/^#notebook=1\.[0-9a-f]{12}\.[\w-]+$/);
    expect(carriesNotebook(fragment)).toBe(true);
    expect((await textOfFragment(fragment)).text).toBe(text);
  });

  test.each(['', '\ufeff# Marked\r\n', '# Ａ “日本語” 🙂\n', '<script>alert(1)</script>', '\0'])(
    'gives back %j letter by letter',
    async (text) => expect((await textOfFragment(await fragmentOf(text))).text).toBe(text)
  );

  test('of one text has one hash, of another another', async () => {
    const hash = async (text: string) => (await textOfFragment(await fragmentOf(text))).hash;
    expect(await hash('a')).toBe(await hash('a'));
    expect(await hash('a')).not.toBe(await hash('b'));
  });
});

describe('no notebook', () => {
  const bomb = deflateSync(new Uint8Array(64 * 2 ** 20), { level: 9 });
  test.each([
    ['nothing', '#notebook=', 'share/damaged-link'],
    ['another fragment', '#cell-base', 'share/damaged-link'],
    ['script', '#notebook=<script>alert(1)</script>', 'share/damaged-link'],
    ['a script of the right form', '#notebook=1.0.javascript:alert(1)', 'share/damaged-link'],
    ['a form of tomorrow', '#notebook=2.0123456789ab.AAAA', 'share/newer'],
    ['a form that never was', '#notebook=0.0123456789ab.AAAA', 'share/damaged-link'],
    ['no data', '#notebook=1.0123456789ab.', 'share/damaged-link'],
    ['what is not deflated', `#notebook=1.0123456789ab.${base64(bytesOf('# Plain text'))}`, 'share/damaged-link'],
    ['gzip', `#notebook=1.0123456789ab.${base64(gzipSync(bytesOf('# Gzip')))}`, 'share/damaged-link'],
    [
      'bytes that are no text',
      `#notebook=1.0123456789ab.${base64(deflateSync(Uint8Array.of(0xff, 0xfe)))}`,
      'share/damaged-link'
    ],
    [
      'another text than its hash says',
      `#notebook=1.0123456789ab.${base64(deflateSync(bytesOf('# Other')))}`,
      'share/damaged-link'
    ],
    ['a bomb', `#notebook=1.0123456789ab.${base64(bomb)}`, 'share/too-large']
  ])('is read from %s', async (_, fragment, code) => {
    await expect(textOfFragment(fragment)).rejects.toMatchObject({ code });
  });

  test('is read from a link that was cut off or changed, wherever that was', async () => {
    const whole = await fragmentOf(readFileSync(`${FOLDER}/quick-start.md`, 'utf8'));
    for (let at = '#notebook=1.'.length; at < whole.length; at += 37) {
      await expect(textOfFragment(whole.slice(0, at)), `cut at ${at}`).rejects.toMatchObject({
        code: 'share/damaged-link'
      });
      const other = whole[at] === 'A' ? 'B' : 'A';
      const changed = whole.slice(0, at) + other + whole.slice(at + 1);
      await expect(textOfFragment(changed), `changed at ${at}`).rejects.toMatchObject({
        code: expect.stringMatching(/^share/)
      });
    }
  });
});
