// Files of rows without end that are small when packed: what is looked at of them must not grow with how well they pack.
import { gzipSync } from 'fflate';
import { expect, it } from 'vitest';
import { memoryFile } from '../../bytes/input-files';
import { headText } from '../../bytes/head';
import { inspect } from '../../reading/import';

const packed = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(gzipSync(new TextEncoder().encode(text)));

it.each([
  ['clicks.csv.gz', 'user_id,item_id\n' + 'u1,i1\nu2,i2\n'.repeat(300_000)],
  ['clicks.json.gz', `[${'{"user_id":"u1","item_id":"i1"},\n'.repeat(300_000)}{"user_id":"u2","item_id":"i2"}]`]
])('%s of half a million rows in a few kilobytes is recognised', async (name, text) => {
  const seen = await inspect([memoryFile(name, packed(text))], {});
  expect(seen).toMatchObject({ format: 'table' });
});

it('what is unpacked of a file to look at it has an end', () => {
  expect(headText(packed('a,b\n'.repeat(5_000_000))).length).toBeLessThanOrEqual(1 << 20);
});
