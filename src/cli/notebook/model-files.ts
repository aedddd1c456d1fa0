// Local models on the command line: weights from the hub, or from the host that HF_ENDPOINT names as its own tools read it, kept
// beside the results; the runtime's binary from node_modules.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { freeIn, keptInFolder } from '#lib/local-models/kept-folder.node';
import type { ModelFiles } from '#lib/local-models/types';

const HUB = 'https://huggingface.co';

/** @param store folder of the results */
export function modelFiles(store: string): ModelFiles {
  const host = process.env.HF_ENDPOINT?.trim() || HUB;
  // By host: two may have different files under one name.
  const folder = join(store, 'models', new URL(host).host.replaceAll(':', '-'));
  const binary = createRequire(import.meta.url).resolve('onnxruntime-web/ort-wasm-simd-threaded.wasm');
  return {
    host: `${host.replace(/\/+$/, '')}/`,
    wasm: binary,
    cache: keptInFolder(folder),
    readFile: async (path) => readFile(path),
    room: () => freeIn(folder)
  };
}
