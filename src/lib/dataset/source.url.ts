// Files below a URL. Works in the tab and in Node.
import { appError } from '#lib/errors/app-error';
import { urlFile } from './bytes/input-files';
import type { FileSource } from './source';

/** @param base absolute URL of the folder */
export function urlSource(base: string, signal?: AbortSignal): FileSource {
  const root = base.endsWith('/') ? base : `${base}/`;

  async function get(path: string, method: 'GET' | 'HEAD'): Promise<Response | null> {
    const url = new URL(path, root);
    if (!url.href.startsWith(root)) throw appError('dataset/outside-source', { path, source: base });
    let response: Response;
    try {
      response = await fetch(url, { method, signal });
    } catch (error) {
      if (signal?.aborted) throw appError('internal/cancelled', { what: 'Reading the data set' }, {}, error);
      throw appError(
        'dataset/unreadable',
        { path, source: base, reason: 'the address could not be reached' },
        {},
        error
      );
    }
    // A static host that answers a missing file with its start page says 200 and HTML.
    const isPage = response.headers.get('content-type')?.includes('text/html') ?? false;
    if (response.status === 404 || (response.ok && isPage)) return null;
    if (!response.ok) {
      throw appError('dataset/unreadable', { path, source: base, reason: `the server answered ${response.status}` });
    }
    return response;
  }

  return {
    name: base,
    // Nobody can list what lies at an address, but one that names a file can be read.
    ...(base.endsWith('/') ? {} : { list: () => Promise.resolve([urlFile(base, signal)]) }),
    async has(path) {
      return (await get(path, 'HEAD')) !== null;
    },
    async read(path) {
      const response = await get(path, 'GET');
      if (!response) throw appError('dataset/missing-file', { path, source: base });
      return new Uint8Array(await response.arrayBuffer());
    }
  };
}
