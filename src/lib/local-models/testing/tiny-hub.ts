// A hub of models on this machine, in the layout of the real one, that notes what it is asked for. Only tests import this.
import { createServer } from 'node:http';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keptInFolder } from '../kept-folder.node';
import type { ModelFiles } from '../types';
import { fileAt, type TinyModels } from './tiny-files';

export interface TinyHub {
  readonly host: string;
  /** Where weights are kept. */
  readonly folder: string;
  /** Paths that were asked for, in their order. */
  readonly asked: string[];
  /** What lies on it, by name; may be changed. */
  models: TinyModels;
  /** Of these files so many bytes are sent, of all that are promised. */
  readonly cut: Map<string, number>;
  files(others?: Partial<ModelFiles>): ModelFiles;
  close(): Promise<void>;
}

export async function startTinyHub(models: TinyModels): Promise<TinyHub> {
  const asked: string[] = [];
  const cut = new Map<string, number>();
  const folder = await mkdtemp(join(tmpdir(), 'models-'));
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    asked.push(path);
    const file = fileAt(path, hub.models);
    response.writeHead(file ? 200 : 404, file ? { 'content-length': file.length } : {});
    const sent = [...cut].find(([end]) => path.endsWith(end))?.[1];
    if (!file || sent === undefined) return void response.end(file ? Buffer.from(file) : 'Entry not found');
    response.write(Buffer.from(file.subarray(0, sent)), () => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const host = `http://127.0.0.1:${address.port}/`;
  const hub: TinyHub = {
    host,
    folder,
    asked,
    cut,
    models,
    files: (others = {}) => ({
      host,
      wasm: createRequire(import.meta.url).resolve('onnxruntime-web/ort-wasm-simd-threaded.wasm'),
      cache: keptInFolder(folder),
      readFile: async (path) => readFile(path),
      ...others
    }),
    async close() {
      server.closeAllConnections();
      server.close();
      await rm(folder, { recursive: true, force: true });
    }
  };
  return hub;
}
