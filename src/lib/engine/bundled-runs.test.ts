// The store that has the site's runs beside this browser's own, against a server that answers, fails, and lies.
import { createServer, type Server } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { parseNotebook, readNotebook } from '#lib/notebook/document/parse';
import { memoryStore } from '#lib/storage/memory';
import { packArtifact } from '#lib/storage/packed';
import type { Artifact } from '#lib/storage/types';
import { BUNDLED_RUNS_VERSION, runsFolder, withBundledRuns } from './bundled-runs';

const run = (id: string): Artifact => ({
  meta: { id, kind: 'run', version: 1, digest: 'd', backend: 'wasm', adapter: '', created: '', seconds: 1, bytes: 4 },
  json: { id },
  arrays: { rows: Float32Array.of(1, 2) }
});

let server: Server | null = null;
afterEach(() => server?.close());

/** A site under a sub-path. @param files below `runs/` */
async function site(files: Readonly<Record<string, string | Uint8Array>>) {
  const asked: string[] = [];
  server = createServer((request, response) => {
    const path = (request.url ?? '').replace('/sub/runs/', '');
    asked.push(path);
    const body = files[path];
    response.writeHead(body === undefined ? 404 : 200).end(body);
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return { asked, assets: `http://127.0.0.1:${port}/sub/` };
}
const index = (...runs: string[]) => JSON.stringify({ version: BUNDLED_RUNS_VERSION, runs });
const open = (assets: string, store = memoryStore()) => ({
  store,
  bundled: withBundledRuns(store, { folder: `${assets}runs/`, signal: new AbortController().signal })
});

it('runs lie with the site, or at the address that the notebook names', () => {
  const of = (front: string) => runsFolder(parseNotebook(`---\nruns: ${front}\n---\n# A`), 'https://site.example/sub/');
  expect(of('bundled')).toBe('https://site.example/sub/runs/');
  expect(of('https://class.example/a/runs/')).toBe('https://class.example/a/runs/');
  for (const bad of ['"javascript:x/"', 'https://class.example/runs', '[1]'])
    expect(readNotebook(`---\nruns: ${bad}\n---\n# A`).problems, bad).toHaveLength(1);
});

describe('runs that come with the site', () => {
  it('are fetched once, when asked for, and kept', async () => {
    const { asked, assets } = await site({ 'index.json': index('aa', 'bb'), 'aa.bin': await packArtifact(run('aa')) });
    const { store, bundled } = open(assets);
    expect(await bundled.get('aa')).toEqual(run('aa'));
    expect(await bundled.getMeta('aa')).toEqual(run('aa').meta);
    expect(await store.get('aa')).toEqual(run('aa'));
    expect(asked).toEqual(['index.json', 'aa.bin']);
  });

  it('never stand in for what was computed here, and nothing is asked for then', async () => {
    const { asked, assets } = await site({ 'index.json': index('aa'), 'aa.bin': await packArtifact(run('aa')) });
    const { store, bundled } = open(assets);
    const own = { ...run('aa'), json: 'computed here' };
    await store.put(own);
    expect(await bundled.get('aa')).toEqual(own);
    expect(asked).toEqual([]);
  });

  it('count as not to be had where the server falls silent, and nothing waits for ever', async () => {
    const assets = await new Promise<string>((resolve) => {
      server = createServer(() => undefined).listen(0, '127.0.0.1', () => {
        const address = server?.address();
        resolve(`http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/`);
      });
    });
    const bundled = withBundledRuns(memoryStore(), {
      folder: `${assets}runs/`,
      signal: new AbortController().signal,
      silenceMs: 50
    });
    expect(await bundled.get('aa')).toBeNull();
    server?.closeAllConnections();
  });

  it('are refused where they are of another form than is read under their id', async () => {
    const { assets } = await site({ 'index.json': index('aa'), 'aa.bin': await packArtifact(run('aa')) });
    const { store, bundled } = open(assets);
    const form = () => {
      throw new Error('it is no run');
    };
    await expect(bundled.get('aa', form)).rejects.toMatchObject({ message: expect.stringContaining('it is no run') });
    expect(await bundled.get('aa', form)).toBeNull();
    expect(await store.get('aa')).toBeNull();
  });

  it.each([
    ['the site has none', {}],
    ['the list names others', { 'index.json': index('bb') }],
    ['the list is of another version', { 'index.json': '{"version":99,"runs":["aa"]}' }],
    ['the file is missing', { 'index.json': index('aa') }]
  ])('count as not stored where %s', async (_, files) => {
    const { assets } = await site(files);
    const { store, bundled } = open(assets);
    expect(await bundled.get('aa')).toBeNull();
    expect(await bundled.getMeta('aa')).toBeNull();
    expect(await store.list()).toEqual([]);
  });

  it.each([
    ['cut short', (file: Uint8Array) => file.subarray(0, 60)],
    ['changed in one byte', (file: Uint8Array) => file.map((byte, at) => (at === file.length - 3 ? byte ^ 1 : byte))],
    ['another run', () => packArtifact(run('bb'))]
  ])('count as not stored where the file is %s, which is said once', async (_, damaged) => {
    const file = await damaged(await packArtifact(run('aa')));
    const { asked, assets } = await site({ 'index.json': index('aa'), 'aa.bin': file });
    const { store, bundled } = open(assets);
    await expect(bundled.get('aa')).rejects.toMatchObject({ code: 'storage/damaged' });
    expect(await bundled.get('aa')).toBeNull();
    expect(await bundled.getMeta('aa')).toBeNull();
    expect(await store.list()).toEqual([]);
    expect(asked).toEqual(['index.json', 'aa.bin']);
  });
});
