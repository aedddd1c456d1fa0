// What the jobs of the input/output worker have to work with: storage, sources, and the service that the reader has chosen. No device.
import type { ReadJob } from '#lib/dataset/bytes/types';
import type { ModelFiles } from '#lib/local-models/types';
import type { NotebookEnvironment } from '#lib/notebook/run/environment';
import type { AnswerStore, ArtifactStore } from '#lib/storage/types';
import { rest } from '#lib/work/work';
import { openTabFiles, openTabNotebooks, openTabSource } from '../tab-source';
import type { JobWork } from '../worker/session';
import type { IoSettings } from './protocol';

export interface IoOptions {
  readonly store: ArtifactStore;
  readonly answers: AnswerStore;
  /** Left out where no local text encoder may be loaded. */
  readonly models?: ModelFiles;
  /** Absolute URL of the site, with a slash at its end. */
  readonly assets: string;
  /** As they are now. */
  settings(): IoSettings;
}

export function ioEnvironment(options: IoOptions, work: JobWork): NotebookEnvironment {
  const { store, answers, assets, models } = options;
  const { llm } = options.settings();
  const { signal } = work;
  return {
    store,
    device: { backend: 'none', adapter: 'none' },
    ...(llm && { llm: { ...llm, answers } }),
    answers,
    models,
    gate: work.gate,
    openSource: (source) => openTabSource(source, { store, assets, signal }),
    openFiles: (source) => openTabFiles(source, { store, assets, signal }),
    openNotebooks: () => openTabNotebooks({ assets, signal }),
    onEvent: (event) => work.tell({ type: 'notebook', event }),
    signal
  };
}

/** A job of reading files, with its progress. */
export function readJob({ signal, gate, report }: JobWork): ReadJob {
  return {
    signal,
    gate,
    report: (reading) => {
      const share = reading.totalBytes === null ? null : reading.bytes / Math.max(1, reading.totalBytes);
      report({ label: `Reading ${reading.path}`, share, reading });
    }
  };
}

/** Files are written in messages of about this size. */
const CHUNK = 1 << 20;

/** Sends what is written, in messages of a good size. @throws AppError internal/cancelled */
export async function sendBytes(chunks: Iterable<Uint8Array<ArrayBuffer>>, work: JobWork): Promise<void> {
  let held: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  const flush = (): void => {
    for (const bytes of held) work.tell({ type: 'bytes', bytes });
    held = [];
    size = 0;
  };
  for (const chunk of chunks) {
    held.push(chunk);
    size += chunk.length;
    if (size < CHUNK) continue;
    flush();
    await rest(work, 'Writing the files');
  }
  flush();
}
