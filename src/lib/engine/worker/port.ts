// A worker as its client sees it, and the one way in which this app starts workers: from a blob that imports the code. A policy in
// a meta tag does not bind a worker loaded by URL, but blobs inherit it: so a worker may connect where the page may, and nowhere
// else.

export interface WorkerPort<Command, Event> {
  post(command: Command): void;
  onEvent(listener: (event: Event) => void): void;
  /** The reason; null where its code did not come. */
  onCrash(listener: (reason: string | null) => void): void;
  terminate(): void;
}

/** @param url of the worker's module, as the build names it */
export function startWorker<Command, Event>(url: string, name: string): WorkerPort<Command, Event> {
  const source = `import ${JSON.stringify(new URL(url, location.href).href)};`;
  const blob = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
  const worker = new Worker(blob, { type: 'module', name });
  URL.revokeObjectURL(blob);
  return {
    post: (command) => worker.postMessage(command),
    onEvent: (listener) => {
      worker.addEventListener('message', (message: MessageEvent<Event>) => listener(message.data));
    },
    onCrash: (listener) => {
      worker.addEventListener('error', (event) => listener(event.message || null));
      worker.addEventListener('messageerror', () => listener('a message could not be read'));
    },
    terminate: () => worker.terminate()
  };
}
