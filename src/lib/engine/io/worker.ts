// The input/output worker: reads, prepares and writes data beside the engine, so that neither waits for the other nor blocks the page. It
// answers the jobs of protocol.ts and nothing else.
import '#lib/errors/all';
import onGpu from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url';
import runtime from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';
import { openWorkspace } from '#lib/storage/browser/indexeddb';
import { serve } from '../worker/serve';
import { WorkerSession } from '../worker/session';
import { ioJobs } from './jobs';
import { HUB } from './model-hosts';
import type { IoJobs, IoSettings } from './protocol';

serve<IoJobs, IoSettings, null>(async ({ start, settings }, post) => {
  const { artifacts: store, answers } = await openWorkspace(start.workspace);
  const here = (path: string): string => new URL(path, import.meta.url).href;
  const models = { host: HUB, wasm: here(runtime), gpuWasm: here(onGpu) };
  let current = settings;
  const jobs = ioJobs({ store, answers, models, assets: start.assets, settings: () => current });
  const session = new WorkerSession<IoJobs, IoSettings>(jobs, post, (changed) => (current = changed));
  return { session, status: null };
});
