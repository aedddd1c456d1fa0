// The site's files are kept whole or not at all, and stand in for the network only where there is none.
import { describe, expect, test } from 'vitest';
import { KeptFiles, type SiteFile, type Surroundings } from './kept-files';

const SCOPE = 'https://site.test/sub/';
const FILES: readonly SiteFile[] = [
  { path: '', hash: 'home' },
  { path: 'learn/', hash: 'learn' },
  { path: '_app/immutable/a.js', hash: 'a' }
];

/** A browser's caches and a network that can be cut. */
function surroundings(shelves = new Map<string, Map<string, Response>>()) {
  const asked: string[] = [];
  let list: unknown = FILES;
  let isCut = false;
  const missing = new Set<string>();
  const urlOf = (request: RequestInfo | URL, { ignoreSearch = false } = {}) => {
    const url = new URL(request instanceof Request ? request.url : request);
    if (ignoreSearch) url.search = '';
    url.hash = '';
    return url.href;
  };
  const open = (name: string): Cache => {
    const shelf = shelves.get(name) ?? new Map<string, Response>();
    shelves.set(name, shelf);
    const cache: Pick<Cache, 'match' | 'put'> = {
      match: (request, options) => Promise.resolve(shelf.get(urlOf(request, options))?.clone()),
      put: (request, response) => Promise.resolve(void shelf.set(urlOf(request), response))
    };
    return Object.assign(Object.create(null), cache);
  };
  const outside: Surroundings = {
    caches: {
      open: (name) => Promise.resolve(open(name)),
      keys: () => Promise.resolve([...shelves.keys()]),
      delete: (name) => Promise.resolve(shelves.delete(name)),
      match: () => Promise.resolve(undefined)
    },
    fetch: (request) => {
      const url = urlOf(request);
      asked.push(url);
      if (isCut) return Promise.reject(new TypeError('no network'));
      if (missing.has(url)) return Promise.resolve(new Response('gone', { status: 404 }));
      const body = url.endsWith('offline.json') ? JSON.stringify(list) : `network ${url}`;
      return Promise.resolve(new Response(body));
    }
  };
  return {
    outside,
    shelves,
    asked,
    missing,
    cut: () => (isCut = true),
    nowListed: (files: unknown) => (list = files)
  };
}

const get = (path: string, init?: RequestInit) => new Request(new URL(path, SCOPE), init);
const kept = async (files: KeptFiles, path: string) => (await files.answer(get(path))).text();

describe('without a network', () => {
  test('what was kept answers, whatever the address asks of the page', async () => {
    const world = surroundings();
    const files = new KeptFiles(SCOPE, '1', world.outside);
    await files.keep();
    world.cut();
    expect(await kept(files, '')).toBe(`network ${SCOPE}`);
    expect(await kept(files, 'learn/?step=2')).toBe(`network ${SCOPE}learn/`);
    expect(await kept(files, '_app/immutable/a.js')).toContain('a.js');
    await expect(files.answer(get('notebooks/other.md'))).rejects.toThrow('no network');
  });

  test('who asks only whether a file is there is told, without its content', async () => {
    const world = surroundings();
    const files = new KeptFiles(SCOPE, '1', world.outside);
    await files.keep();
    world.cut();
    const answer = await files.answer(get('learn/', { method: 'HEAD' }));
    expect([answer.ok, await answer.text()]).toEqual([true, '']);
    await expect(files.answer(get('gone', { method: 'HEAD' }))).rejects.toThrow('no network');
  });
});

describe('with a network', () => {
  test('pages come from it, and files named by their content do not', async () => {
    const world = surroundings();
    const files = new KeptFiles(SCOPE, '1', world.outside);
    await files.keep();
    world.asked.length = 0;
    await files.answer(get(''));
    await files.answer(get('_app/immutable/a.js'));
    expect(world.asked).toEqual([SCOPE]);
  });

  test('a file that is missing lets nothing be kept in the place of what was', async () => {
    const world = surroundings();
    world.missing.add(`${SCOPE}learn/`);
    await expect(new KeptFiles(SCOPE, '1', world.outside).keep()).rejects.toThrow('404');
  });

  test('a new build fetches what has changed, and the old one goes when it is used, other sites’ not', async () => {
    const world = surroundings(new Map([['rlmrec-site https://site.test/other/ 1', new Map()]]));
    await new KeptFiles(SCOPE, '1', world.outside).keep();
    world.asked.length = 0;
    world.nowListed([...FILES.slice(1), { path: '', hash: 'another home' }]);
    const next = new KeptFiles(SCOPE, '2', world.outside);
    await next.keep();
    expect(world.asked).toEqual([`${SCOPE}offline.json`, SCOPE]);
    expect(world.shelves.size).toBe(3);
    await next.tidy();
    expect([...world.shelves.keys()]).toEqual(['rlmrec-site https://site.test/other/ 1', `rlmrec-site ${SCOPE} 2`]);
  });

  test.each([
    {},
    [{ path: 'https://elsewhere.test/', hash: 'x' }],
    [{ path: '../up', hash: 'x' }],
    [{ path: '/root', hash: 'x' }]
  ])('a list that names what is no file of this site is refused: %j', async (list) => {
    const world = surroundings();
    world.nowListed(list);
    await expect(new KeptFiles(SCOPE, '1', world.outside).keep()).rejects.toThrow('offline.json');
  });
});

test('what goes elsewhere, sends something or asks for a part is left alone', () => {
  const files = new KeptFiles(SCOPE, '1', surroundings().outside);
  expect(files.concerns(get('learn/'))).toBe(true);
  expect(files.concerns(new Request('https://elsewhere.test/sub/'))).toBe(false);
  expect(files.concerns(new Request('https://site.test/other/'))).toBe(false);
  expect(files.concerns(get('', { method: 'HEAD' }))).toBe(true);
  expect(files.concerns(get('', { method: 'POST' }))).toBe(false);
  expect(files.concerns(get('', { headers: { range: 'bytes=0-1' } }))).toBe(false);
});
