// Tells the page when its engine is gone. A worker that dies (out of memory, killed by the browser) says nothing; but a Web
// Lock that it held is released at that moment, and whoever waits for it is told. No heartbeat, so a worker that is merely
// busy never counts as dead.

/** Holds the lock until this worker ends; resolves once it is held. Without Web Locks it does nothing. */
export function holdLifeline(name: string): Promise<void> {
  const locks = globalThis.navigator?.locks;
  if (!locks) return Promise.resolve();
  return new Promise((held, failed) => {
    locks
      .request(name, () => {
        held();
        return new Promise<void>(() => undefined);
      })
      .catch(failed);
  });
}

/** Calls `onEnd` when the holder ends; to be called once it holds. Returns a function that stops watching. */
export function watchLifeline(name: string, onEnd: () => void): () => void {
  const stop = new AbortController();
  globalThis.navigator?.locks?.request(name, { signal: stop.signal }, onEnd).catch(() => undefined);
  return () => stop.abort();
}
