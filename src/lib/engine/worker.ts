// The engine: a dedicated worker that owns the compute device and the workspace's storage and runs notebooks. It speaks
// the protocol of protocol.ts and nothing else; it never touches the page.
import '#lib/errors/work';
import simd from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import plain from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import type { BenchDevice } from '#lib/bench/types';
import { startBackend } from '#kernels/backend/backend';
import { resizeRowPool } from '#kernels/workers/active';
import { toAppError } from '#lib/errors/app-error';
import { openWorkspace } from '#lib/storage/indexeddb';
import { BUILD } from './build';
import { EngineSession } from './engine-session';
import { holdLifeline } from './lifeline';
import { createLog } from './logs';
import { PROTOCOL_VERSION, type EngineCommand, type EngineEvent } from './protocol';

const post = (event: EngineEvent): void => self.postMessage(event);
const log = createLog((entry) => post({ type: 'log', ...entry }));
const absolute = (url: string): string => new URL(url, import.meta.url).href;

let session: Promise<EngineSession> | null = null;

async function start(command: Extract<EngineCommand, { type: 'hello' }>): Promise<EngineSession> {
  const options = {
    wasmBinaries: {
      'tfjs-backend-wasm-simd.wasm': absolute(simd),
      'tfjs-backend-wasm.wasm': absolute(plain),
      // Never fetched, since threads are off; tfjs insists on knowing it.
      'tfjs-backend-wasm-threaded-simd.wasm': absolute(simd)
    },
    // The page says how many, now and again.
    workers: { count: 0, start: async () => (await import('#kernels/workers/start.browser')).startBrowserWorker }
  };
  const info = await startBackend(command.backend, options);
  const device = { backend: info.name, adapter: info.adapter, software: info.software, reason: info.reason };
  const workspace = await openWorkspace(command.workspace);
  await holdLifeline(command.lifeline);
  log('info', `engine ${BUILD} on ${info.name} (${info.adapter})`);
  post({ type: 'ready', version: PROTOCOL_VERSION, build: BUILD, device });
  return new EngineSession({
    store: workspace.artifacts,
    device,
    restartDevice: async () => {
      log('warn', `${info.name} was lost and is started anew`);
      await startBackend(info.name, options);
    },
    startAll: async () => {
      const devices: BenchDevice[] = [];
      for (const name of new Set(['cpu', 'wasm', info.name] as const)) {
        const { adapter, software } = await startBackend(name, options);
        devices.push({ backend: name, adapter, software });
      }
      return devices;
    },
    assets: command.assets,
    workspace: command.workspace,
    post
  });
}

self.addEventListener('message', (message: MessageEvent<EngineCommand>) => {
  const command = message.data;
  if (command.type === 'hello') {
    session = start(command);
    session.catch((error: unknown) => post({ type: 'failed', runId: null, error: toAppError(error).toJSON() }));
    return;
  }
  if (command.type === 'workers') {
    resizeRowPool(command.count);
    return;
  }
  void session?.then(
    (engine) => engine.handle(command),
    () => undefined // Said above.
  );
});

self.addEventListener('unhandledrejection', (event) => {
  post({ type: 'failed', runId: null, error: toAppError(event.reason).toJSON() });
});
