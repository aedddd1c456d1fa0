// The engine: a dedicated worker that owns the compute device and the workspace's storage and runs notebooks. It
// answers the jobs of protocol.ts and nothing else; it never touches the page.
import '#lib/errors/work';
import simd from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import plain from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import type { BenchDevice } from '#lib/bench/types';
import { startBackend } from '#kernels/backend/backend';
import { resizeRowPool } from '#kernels/workers/active';
import { openArtifacts } from '#lib/storage/browser/indexeddb-artifacts';
import { BUILD } from '../build';
import { engineJobs } from './jobs';
import { createLog } from '../logs';
import type { DeviceStatus, EngineJobs, EngineSettings } from './protocol';
import { serve } from '../worker/serve';
import { WorkerSession } from '../worker/session';

const absolute = (url: string): string => new URL(url, import.meta.url).href;

serve<EngineJobs, EngineSettings, DeviceStatus>(async ({ start, settings }, post) => {
  const log = createLog((entry) => post({ type: 'log', ...entry }));
  const options = {
    wasmBinaries: {
      'tfjs-backend-wasm-simd.wasm': absolute(simd),
      'tfjs-backend-wasm.wasm': absolute(plain),
      // Never fetched, since threads are off; tfjs insists on knowing it.
      'tfjs-backend-wasm-threaded-simd.wasm': absolute(simd)
    },
    workers: {
      count: settings.workers,
      start: async () => (await import('#kernels/workers/start.browser')).startBrowserWorker
    }
  };
  const info = await startBackend(settings.backend, options);
  /** The choice that leads to this device again. */
  const own = settings.backend === 'auto' ? info.name : settings.backend;
  const device = { backend: info.name, adapter: info.adapter, software: info.software, reason: info.reason };
  const store = await openArtifacts(start.workspace);
  log('info', `engine ${BUILD} on ${info.name} (${info.adapter})`);
  const jobs = engineJobs({
    store,
    device,
    restartDevice: async () => {
      log('warn', `${info.name} was lost and is started anew`);
      await startBackend(own, options);
    },
    startAll: async () => {
      const devices: BenchDevice[] = [];
      // The two forms of wasm are one backend of tfjs's: there is one of them at a time.
      for (const choice of new Set(['cpu', own === 'wasm-relaxed' ? own : 'wasm', own] as const)) {
        const { name, adapter, software } = await startBackend(choice, options);
        devices.push({ backend: name, adapter, software });
      }
      return devices.reverse();
    },
    assets: start.assets,
    encoderFiles: async () => (await import('./encoder-files')).siteEncoderFiles,
    workspace: start.workspace
  });
  const session = new WorkerSession<EngineJobs, EngineSettings>(jobs, post, ({ workers }) => resizeRowPool(workers));
  return { session, status: device };
});
