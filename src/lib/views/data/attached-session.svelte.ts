// Holds the Data page's state of added files with vectors and profiles: the chosen files, the job that reads them, and what is there. No
// markup; the worker does the work.
import { AppError, toAppError, type SerializedError } from '#lib/errors/app-error';
import { nameForImport } from '#lib/engine/io/import-names';
import type { IoClient } from '#lib/engine/io/client';
import type { PickedFile } from '#lib/engine/io/protocol';
import type { AttachmentRecord } from '#lib/dataset/attached/attachments';
import { Stopping } from '../workers/stopping';

export interface AttachedSessionOptions {
  readonly io: () => Promise<IoClient>;
  readonly list: () => Promise<readonly AttachmentRecord[]>;
}

export class AttachedSession {
  /** null: not looked up yet. */
  records: readonly AttachmentRecord[] | null = $state.raw(null);
  chosen: readonly PickedFile[] = $state.raw([]);
  name = $state('');
  /** 0 … 1; null where the end is not known. */
  progress: number | null = $state(null);
  isBusy = $state(false);
  error: SerializedError | null = $state.raw(null);
  /** What happened last, for screen readers. */
  said = $state('');
  readonly #stopping = new Stopping();
  readonly #options: AttachedSessionOptions;

  constructor(options: AttachedSessionOptions) {
    this.#options = options;
  }

  choose(files: readonly PickedFile[]): void {
    this.error = null;
    this.chosen = files;
    this.name = files.length > 0 ? nameForImport({ from: 'files', files }) : '';
  }

  /** Whether another set of files is called so already. */
  get isTaken(): boolean {
    return this.records?.some(({ name }) => name === this.name) ?? false;
  }

  async add(): Promise<void> {
    if (this.isBusy || this.chosen.length === 0) return;
    const { name } = this;
    await this.#attempt(async (io) => {
      const request = { job: 'attach', name, picked: { from: 'files', files: this.chosen } } as const;
      await this.#stopping.watch(io.ask(request, { onProgress: ({ share }) => (this.progress = share) })).finished;
      this.choose([]);
      this.said = `${name} is added.`;
    });
    await this.refresh();
  }

  cancel(): void {
    this.#stopping.stop();
  }

  async remove(name: string): Promise<void> {
    await this.#attempt(async (io) => {
      await io.ask({ job: 'detach', name }).finished;
      this.said = `${name} is deleted.`;
    });
    await this.refresh();
  }

  async refresh(): Promise<void> {
    // Where nothing was listed yet, an error can only be that of the list.
    if (this.records === null) this.error = null;
    try {
      this.records = await this.#options.list();
    } catch (error) {
      this.error = toAppError(error).toJSON();
    }
  }

  async #attempt(work: (io: IoClient) => Promise<void>): Promise<void> {
    this.isBusy = true;
    this.error = null;
    this.progress = null;
    this.#stopping.begin();
    try {
      await work(await this.#options.io());
    } catch (error) {
      // Whoever cancels knows it.
      if (!(error instanceof AppError && error.code === 'internal/cancelled')) this.error = toAppError(error).toJSON();
    } finally {
      this.isBusy = false;
    }
  }
}

/** The cells that read them, as a notebook has them. */
export function cellsReading({ name, contents }: AttachmentRecord): string {
  const cells = {
    profiles: [
      '```profiles',
      'name: texts',
      'dataset: NAME-OF-YOUR-DATASET-CELL',
      'generator: files',
      `source: ${name}`,
      '```'
    ],
    vectors: [
      '```embeddings',
      'name: vectors',
      'dataset: NAME-OF-YOUR-DATASET-CELL',
      'encoder: files',
      `source: ${name}`,
      '```'
    ]
  } as const;
  return contents.map(({ kind }) => cells[kind].join('\n')).join('\n\n');
}
