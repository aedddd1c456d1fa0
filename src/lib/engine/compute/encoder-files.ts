// Where the encoder "use" has its files in the tab: on this site, and kept by the browser once they are whole. Loaded when a notebook asks
// for that encoder; the names it is built under change with the files, so a kept copy is never an older one.
import { ADDRESSES } from 'virtual:encoder-files';
import { fetchFile, wholeOf } from '#lib/dataset/bytes/fetched';
import type { EncoderFile, EncoderFiles } from '#lib/embeddings/use/files';
import { appError } from '#lib/errors/app-error';

const CACHE = 'rlmrec-encoder';

export const siteEncoderFiles: EncoderFiles = {
  async read(name, signal, onBytes) {
    const url = ADDRESSES[name];
    const file = { path: name, source: url.origin };
    const { ok, status, body } = await fetchFile(url, file, { signal });
    if (!ok) throw appError('dataset/unreadable', { ...file, reason: `the server answered ${status}` });
    let bytes = 0;
    const counted = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
      transform(part, controller) {
        bytes += part.length;
        onBytes(bytes);
        controller.enqueue(part);
      }
    });
    return wholeOf(body.pipeThrough(counted));
  },
  // Browsers have no such store on plain http: then the files are fetched with every run.
  ...(typeof caches === 'undefined' ? {} : { kept: { get: getKept, put: keep } })
};

async function getKept(name: EncoderFile): Promise<Uint8Array | null> {
  const found = await caches.open(CACHE).then((cache) => cache.match(ADDRESSES[name]));
  return found ? new Uint8Array(await found.arrayBuffer()) : null;
}

async function keep(name: EncoderFile, bytes: Uint8Array): Promise<void> {
  const cache = await caches.open(CACHE);
  await cache.put(ADDRESSES[name], new Response(Uint8Array.from(bytes)));
}
