// The input/output worker as the engine of a notebook that has only dataset cells: the Data page runs its one cell with the code
// of every other notebook, and needs no device for it.
import { appError } from '#lib/errors/app-error';
import type { NotebookEngine } from '#lib/engine/client';
import type { IoClient } from '#lib/engine/io/client';

const nothingTrained = () => Promise.reject(appError('views/nothing-trained', {}));

export function ioEngine(io: IoClient): NotebookEngine {
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
      return { pause: nothing, resume: nothing, checkpoint: nothing, cancel: handle.cancel, finished: handle.finished };
    },
    recommend: nothingTrained,
    exportRuns: nothingTrained
  };
}
