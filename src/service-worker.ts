// The service worker: keeps this site's files and answers with them where the network does not (lib/views/offline/kept-files.ts). A build that
// was fetched while an older one is in use waits until the reader says so, or until all its pages are closed.
import { version } from '$service-worker';
import { KeptFiles } from './lib/views/offline/kept-files';
import { USE_NEWEST } from './lib/views/offline/messages';

interface Lasting {
  waitUntil(work: Promise<unknown>): void;
}
/** What is used of the worker's global scope; the types of pages have none. */
declare const self: {
  readonly registration: { readonly scope: string };
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(type: 'install' | 'activate', listener: (event: Lasting) => void): void;
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
  addEventListener(
    type: 'fetch',
    listener: (event: { readonly request: Request; respondWith(answer: Promise<Response>): void }) => void
  ): void;
};

const files = new KeptFiles(self.registration.scope, version, { caches, fetch: (...given) => fetch(...given) });

self.addEventListener('install', (event) => event.waitUntil(files.keep()));
self.addEventListener('activate', (event) => event.waitUntil(files.tidy().then(() => self.clients.claim())));
self.addEventListener('message', ({ data }) => {
  if (data === USE_NEWEST) void self.skipWaiting();
});
self.addEventListener('fetch', (event) => {
  if (files.concerns(event.request)) event.respondWith(files.answer(event.request));
});
