// Makes the input/output worker the engine of cells that need no device: data sets, and what asks a service. The code is that of every
// other notebook.
import { appError } from '#lib/errors/app-error';
import type { NotebookEngine } from '#lib/engine/client';
import type { IoClient } from '#lib/engine/io/client';

const nothingTrained = () => Promise.reject(appError('views/nothing-trained', {}));

export function ioEngine(io: Pick<IoClient, 'ask'>): NotebookEngine {
  return {
    device: Promise.resolve({
      backend: 'cpu',
      adapter: '',
      software: false,
      reason: 'Preparing data needs no device.'
    }),
    run(notebook, text, options, onEvent) {
      const handle = io.ask({ job: 'run', notebook, text, options }, { onNotebook: onEvent });
      const nothing = (): void => undefined;
      return { ...handle, checkpoint: nothing };
    },
    recommend: nothingTrained,
    exportRuns: nothingTrained
  };
}
