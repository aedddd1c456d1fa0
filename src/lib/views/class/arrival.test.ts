// Notebooks from an address: what arrives, and one clear word for everything else that a server may answer.
import { createServer, type RequestListener, type Server } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { toAppError } from '#lib/errors/app-error';
import { madeUpResults } from '../testing/made-up-results';
import { fetchNotebook } from './arrival';

let server: Server | null = null;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

async function serve(answer: RequestListener): Promise<string> {
  server = createServer(answer);
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/class/week.md`;
}
const files =
  (all: Readonly<Record<string, string | Uint8Array>>, asked: string[] = []): RequestListener =>
  ({ url = '' }, response) => {
    asked.push(url);
    const body = all[url.slice('/class/'.length)];
    response.writeHead(body === undefined ? 404 : 200).end(body ?? 'no');
  };
const codeOf = (url: string) =>
  fetchNotebook(url).then(
    () => 'opened',
    (error: unknown) => toAppError(error).code
  );

const BOOKS = madeUpResults().cells[0]?.result;
const TEXT = '# Week\n\n```dataset\nname: books\nsource: shop/\n```\n';
const RESULTS = JSON.stringify({
  version: 1,
  notebook: 'week.md',
  backend: 'wasm',
  adapter: '',
  created: '2026-11-30T00:00:00Z',
  cells: [{ name: 'books', kind: 'dataset', id: 'a', digest: 'd', seconds: 1, result: BOOKS }]
});

describe('a notebook', () => {
  it('arrives with the results beside it, which fit its text; nothing else is asked for', async () => {
    const asked: string[] = [];
    const url = await serve(files({ 'week.md': TEXT, 'week.results.json': RESULTS }, asked));
    const { state, title, left } = await fetchNotebook(url);
    expect({ title, left }).toEqual({ title: 'Week', left: null });
    expect(state.text).toContain(`source: ${new URL('shop/', url).href}`);
    expect(state.results.books?.fingerprint).toEqual(expect.any(String));
    expect(asked).toEqual(['/class/week.md', '/class/week.results.json']);
  });
  it('arrives without results where there are none, and says so of results that are none', async () => {
    expect((await fetchNotebook(await serve(files({ 'week.md': TEXT })))).left).toBeNull();
    server?.close();
    const broken = await fetchNotebook(await serve(files({ 'week.md': TEXT, 'week.results.json': '{"version": 7}' })));
    expect(broken.left?.code).toBe('class/bad-results');
    expect(broken.state.results).toEqual({});
  });
  it('arrives without those results that are of no known form, and with their names', async () => {
    const results = JSON.stringify({
      ...JSON.parse(RESULTS),
      cells: [{ name: 'books', kind: 'dataset', id: 'a', digest: 'd', seconds: 1, result: { kind: 'dataset' } }]
    });
    const { left, state } = await fetchNotebook(await serve(files({ 'week.md': TEXT, 'week.results.json': results })));
    expect([left?.code, left?.message]).toEqual(['class/left-out', expect.stringContaining('those of books are')]);
    expect(state.results).toEqual({});
  });
  it('with mistakes arrives too: they are shown beside their places', async () => {
    const url = await serve(
      files({ 'week.md': '# A\n\n<script>x</script>\n\n```dataset\nname: a\nsource: {}\n```\n' })
    );
    expect((await fetchNotebook(url)).state.text).toContain('<script>');
  });
});

describe('one clear word', () => {
  it.each([
    ['gone', 404, {}, 'class/gone'],
    ['gone for good', 410, {}, 'class/gone'],
    ['moved', 302, { location: '/class/other.md' }, 'class/redirects'],
    ['broken', 500, {}, 'class/refused'],
    ['a page that shows it', 200, { 'content-type': 'text/html; charset=utf-8' }, 'class/not-a-notebook']
  ] as const)('where it is %s', async (_, status, headers, code) => {
    const asked: string[] = [];
    const url = await serve(({ url = '' }, response) => {
      asked.push(url);
      response.writeHead(status, headers).end('# A');
    });
    expect(await codeOf(url)).toBe(code);
    expect(asked).toEqual(['/class/week.md']);
  });
  it('where it is too large: it is not read to its end', async () => {
    let sent = 0;
    const url = await serve((_, response) => {
      const more = () => {
        sent += 1e6;
        if (sent < 1e9) response.write('a'.repeat(1e6), more);
      };
      response.on('error', () => undefined);
      more();
    });
    expect(await codeOf(url)).toBe('class/too-large');
    expect(sent).toBeLessThan(1e8);
  });
  it('where it is no text, of a newer version, or nobody answers', async () => {
    expect(await codeOf(await serve(files({ 'week.md': Uint8Array.of(0xff, 0xfe, 0) })))).toBe('class/not-a-notebook');
    server?.close();
    expect(await codeOf(await serve(files({ 'week.md': '---\nversion: 9\n---\n# A' })))).toBe('notebook/newer-version');
    const url = await serve(files({}));
    await new Promise((resolve) => server?.close(resolve));
    expect(await codeOf(url)).toBe('class/unreachable');
  });
});
