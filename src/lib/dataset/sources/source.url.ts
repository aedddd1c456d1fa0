// Files below a URL. Works in the tab and in Node.
import { appError } from '#lib/errors/app-error';
import { fetchFile, wholeOf, type Fetched, type FetchLimits } from '../bytes/fetched';
import { urlFile } from '../bytes/input-files';
import type { FileSource } from './source';

/** Bytes of a file that is read whole. */
const MOST_WHOLE = 2 ** 30;

/** @param base absolute URL of the folder */
export function urlSource(base: string, signal?: AbortSignal, limits?: Partial<FetchLimits>): FileSource {
  const root = base.endsWith('/') ? base : `${base}/`;

  /** null where the file is not there. */
  async function get(path: string, method: 'GET' | 'HEAD'): Promise<Fetched | null> {
    const url = new URL(path, root);
    if (!url.href.startsWith(root)) throw appError('dataset/outside-source', { path, source: base });
    const most = { bytes: MOST_WHOLE, ...limits };
    const found = await fetchFile(url, { path, source: base }, { method, signal, limits: most });
    // A static host that answers a missing file with its start page says 200 and HTML.
    const isPage = found.type.includes('text/html');
    if (found.ok && !isPage) return found;
    await found.body.cancel();
    if (found.status === 404 || found.ok) return null;
    throw appError('dataset/unreadable', { path, source: base, reason: `the server answered ${found.status}` });
  }

  return {
    name: base,
    // Nobody can list what lies at an address, but one that names a file can be read.
    ...(base.endsWith('/') ? {} : { list: () => Promise.resolve([urlFile(base, signal, limits)]) }),
    async has(path) {
      const found = await get(path, 'HEAD');
      await found?.body.cancel();
      return found !== null;
    },
    async read(path) {
      const found = await get(path, 'GET');
      if (!found) throw appError('dataset/missing-file', { path, source: base });
      return wholeOf(found.body);
    }
  };
}
