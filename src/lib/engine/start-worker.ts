// Starts the engine worker from a blob that imports it. A policy in a meta tag does not bind a worker loaded by URL, but
// blobs inherit it: so the engine may connect where the page may, and nowhere else.
import engineUrl from './worker.ts?worker&url';
import type { EngineWorker } from './client';
import type { EngineEvent } from './protocol';

export function startEngineWorker(): EngineWorker {
  const source = `import ${JSON.stringify(new URL(engineUrl, location.href).href)};`;
  const blob = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
  const worker = new Worker(blob, { type: 'module', name: 'engine' });
  URL.revokeObjectURL(blob);
  return {
    post: (command) => worker.postMessage(command),
    onEvent: (listener) => {
      worker.addEventListener('message', (message: MessageEvent<EngineEvent>) => listener(message.data));
    },
    onCrash: (listener) => {
      worker.addEventListener('error', (event) => listener(event.message || 'its code could not be loaded'));
      worker.addEventListener('messageerror', () => listener('a message could not be read'));
    },
    terminate: () => worker.terminate()
  };
}
