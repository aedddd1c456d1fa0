// The input/output worker: reads, prepares and writes data beside the engine, so that neither waits for the other nor blocks the page. It
// speaks the protocol of protocol.ts and nothing else.
import '#lib/errors/all';
import runtime from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';
import { toAppError } from '#lib/errors/app-error';
import { openWorkspace } from '#lib/storage/indexeddb';
import { BUILD } from '../build';
import { holdLifeline } from '../lifeline';
import { IO_PROTOCOL_VERSION, type IoCommand, type IoEvent } from './protocol';
import { HUB } from './model-hosts';
import { IoSession } from './session';

const post = (event: IoEvent, given: readonly ArrayBuffer[] = []): void =>
  self.postMessage(event, { transfer: [...given] });

let session: Promise<IoSession> | null = null;

async function start(command: Extract<IoCommand, { type: 'hello' }>): Promise<IoSession> {
  const workspace = await openWorkspace(command.workspace);
  await holdLifeline(command.lifeline);
  post({ type: 'ready', version: IO_PROTOCOL_VERSION, build: BUILD });
  const { artifacts: store, answers } = workspace;
  const models = { host: HUB, wasm: new URL(runtime, import.meta.url).href };
  return new IoSession({ store, answers, models, assets: command.assets, post });
}

self.addEventListener('message', (message: MessageEvent<IoCommand>) => {
  const command = message.data;
  if (command.type === 'hello') {
    session = start(command);
    session.catch((error: unknown) => post({ type: 'failed', jobId: null, error: toAppError(error).toJSON() }));
    return;
  }
  void session?.then(
    (io) => io.handle(command),
    () => undefined // Said above.
  );
});

self.addEventListener('unhandledrejection', (event) => {
  post({ type: 'failed', jobId: null, error: toAppError(event.reason).toJSON() });
});
