// Servers that a source may meet: each is left in the end, with a reason that names what it did.
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { urlSource } from '../sources/source.url';
import { allBytes, urlFile } from './input-files';

const HABITS: Readonly<Record<string, (response: ServerResponse) => void>> = {
  whole: (response) => response.end('a,b\n'),
  silent: () => undefined,
  stuck: (response) => void response.writeHead(200).write('a,b\n'),
  drips: (response) => {
    response.writeHead(200);
    const timer = setInterval(() => response.write('a'), 5);
    response.on('close', () => clearInterval(timer));
  },
  endless: (response) => {
    response.writeHead(200);
    const more = (): void => void (response.destroyed || response.write(Buffer.alloc(65_536), more));
    more();
  },
  short: (response) => {
    response.writeHead(200, { 'content-length': '1000' });
    response.write('a,b\n', () => response.destroy());
  },
  refuses: (response) => void response.writeHead(500).end(),
  missing: (response) => void response.writeHead(404).end()
};

const server = createServer(({ url = '' }, response) => HABITS[url.split('/').at(-1) ?? '']?.(response));
let base = '';

const isAddress = (address: AddressInfo | string | null): address is AddressInfo =>
  typeof address === 'object' && address !== null;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (!isAddress(address)) throw new Error('The server has no port');
  base = `http://127.0.0.1:${address.port}/data/`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

/** Patience that no busy machine uses up; each habit below meets the one limit that it is about. */
const LIMITS = { silenceMs: 50_000, waitMs: 50_000, bytes: 1_000_000 };
const open = (habit: string, limits = LIMITS) => urlFile(`${base}${habit}`, undefined, limits);

it('what comes whole is given as it came', async () => {
  expect(new TextDecoder().decode(await allBytes(open('whole'), 100))).toBe('a,b\n');
  expect(new TextDecoder().decode(await urlSource(base, undefined, LIMITS).read('whole'))).toBe('a,b\n');
  expect(await urlSource(base, undefined, LIMITS).has('missing')).toBe(false);
});

it.each([
  ['silent', { silenceMs: 200 }, /the server sent nothing for/],
  ['stuck', { silenceMs: 200 }, /the server sent nothing for/],
  ['drips', { waitMs: 500 }, /not all of it had come after/],
  ['endless', {}, /larger than the 1 MB/],
  ['short', {}, /the connection ended before all of it had come/],
  ['refuses', {}, /the server answered 500/]
])('a server that is %s is left, as a file and as a folder', async (habit, impatience, reason) => {
  const limits = { ...LIMITS, ...impatience };
  const expected = { code: 'dataset/unreadable', message: expect.stringMatching(reason) };
  await expect(allBytes(open(habit, limits), 2 ** 30)).rejects.toMatchObject(expected);
  await expect(urlSource(base, undefined, limits).read(habit)).rejects.toMatchObject(expected);
});

it('a reader who cancels is not told of the server', async () => {
  const controller = new AbortController();
  const reading = allBytes(urlFile(`${base}stuck`, controller.signal), 2 ** 30);
  controller.abort();
  await expect(reading).rejects.toMatchObject({ code: 'internal/cancelled' });
});
