// What the service worker does: keeps the site's own files of one build, and answers with them where the network does not. Online nothing
// changes: pages and data come from the network, and files whose names hold the hash of their content are not fetched twice. Whatever goes
// elsewhere, or is no plain question for a file, is left alone. It knows no event: src/service-worker.ts hands it requests.

/** One line of offline.json, which the build writes (scripts/offline-files.mjs). */
export interface SiteFile {
  /** Below the site's root; "" is the first page. */
  readonly path: string;
  readonly hash: string;
}

/** As far as it is used of what a browser has. */
export interface Surroundings {
  readonly caches: Pick<CacheStorage, 'open' | 'keys' | 'delete' | 'match'>;
  readonly fetch: (request: Request | string, options?: RequestInit) => Promise<Response>;
}

/** Named by the hash of their content. */
const HASHED = '_app/immutable/';
const LIST = 'offline.json';
/** Files fetched at a time: pages go first. */
const AT_ONCE = 4;
const PREFIX = 'rlmrec-site';

export class KeptFiles {
  readonly #scope: string;
  readonly #name: string;
  readonly #outside: Surroundings;

  /** @param scope the site's root as an address @param version of the build */
  constructor(scope: string, version: string, outside: Surroundings) {
    this.#scope = scope;
    this.#name = `${PREFIX} ${scope} ${version}`;
    this.#outside = outside;
  }

  /** Keeps all that the build lists; what an earlier build had with the same content is taken from there. @throws Error where a file is missing */
  async keep(): Promise<void> {
    const { caches, fetch } = this.#outside;
    const answer = await fetch(this.#scope + LIST, { cache: 'no-cache' });
    const files = filesOf(await whole(answer.clone()).json());
    const cache = await caches.open(this.#name);
    const before = await this.#before();
    const waiting = files.entries();
    const worker = async () => {
      for (const [, { path, hash }] of waiting) {
        const url = this.#scope + path;
        const old = before?.hashes.get(path) === hash ? await before.cache.match(url) : undefined;
        const fresh = old ?? whole(await fetch(url, { cache: 'no-cache', priority: 'low' }));
        await cache.put(url, fresh);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    // Last: a list says that all is there.
    await cache.put(this.#scope + LIST, answer);
  }

  /** Takes away what earlier builds kept; other sites of this origin keep theirs. */
  async tidy(): Promise<void> {
    const { caches } = this.#outside;
    for (const name of await this.#others()) await caches.delete(name);
  }

  /** Whether a request is for this class to answer. */
  concerns(request: Pick<Request, 'method' | 'url' | 'headers'>): boolean {
    return /^(GET|HEAD)$/.test(request.method) && request.url.startsWith(this.#scope) && !request.headers.has('range');
  }

  /** The network's answer, or what is kept where there is none. @throws whatever the network did, where nothing is kept */
  async answer(request: Request): Promise<Response> {
    const { caches, fetch } = this.#outside;
    const cache = await caches.open(this.#name);
    // Queries are for the page to read; its file is the same. Whoever asks only whether there is one gets no body.
    const kept = async () => {
      const found = await cache.match(request.url, { ignoreSearch: true });
      return request.method === 'HEAD' && found ? new Response(null, found) : found;
    };
    if (request.url.startsWith(this.#scope + HASHED)) return (await kept()) ?? fetch(request);
    try {
      return await fetch(request);
    } catch (error) {
      const found = await kept();
      if (found) return found;
      throw error;
    }
  }

  async #others(): Promise<readonly string[]> {
    const own = `${PREFIX} ${this.#scope} `;
    return (await this.#outside.caches.keys()).filter((name) => name.startsWith(own) && name !== this.#name);
  }

  /** The newest earlier build that was kept whole. */
  async #before(): Promise<{ readonly cache: Cache; readonly hashes: ReadonlyMap<string, string> } | null> {
    for (const name of [...(await this.#others())].reverse()) {
      const cache = await this.#outside.caches.open(name);
      const list = await cache.match(this.#scope + LIST);
      if (list) return { cache, hashes: new Map(filesOf(await list.json()).map(({ path, hash }) => [path, hash])) };
    }
    return null;
  }
}

function whole(answer: Response): Response {
  // A redirected answer may not be given to a page that asks for another address.
  if (!answer.ok || answer.redirected) throw new Error(`${answer.url} answered ${answer.status}`);
  return answer;
}

/** @throws Error where the list is none */
function filesOf(json: unknown): readonly SiteFile[] {
  if (!Array.isArray(json)) throw new Error('offline.json holds no list');
  return json.map((entry: unknown) => {
    const value = (key: string): unknown =>
      typeof entry === 'object' && entry !== null ? Reflect.get(entry, key) : undefined;
    const [path, hash] = [value('path'), value('hash')];
    if (typeof path !== 'string' || typeof hash !== 'string' || /^[a-z][a-z0-9+.-]*:|^\/|\.\./i.test(path))
      throw new Error('offline.json names something that is no file of this site');
    return { path, hash };
  });
}
