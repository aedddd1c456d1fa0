// Holds the Data page's state while files are looked at and imported: the picked files, how they would be read, the running import, and
// what is stored. No markup; the worker does the work.
import { AppError, toAppError, type SerializedError } from '#lib/errors/app-error';
import type { ImportRecord, ReadingSettings } from '#lib/dataset/imports/record';
import type { Inspection } from '#lib/dataset/reading/inspection';
import type { IoClient } from '#lib/engine/io/client';
import type { Picked } from '#lib/engine/io/protocol';
import type { JobProgress } from '#lib/engine/worker/protocol';
import { nameForImport } from '#lib/engine/io/import-names';
import { Stopping } from '../workers/stopping';

export type DataStage =
  | { readonly phase: 'empty' }
  /** The files are being looked at; `before` stays in view while a setting is changed. */
  | { readonly phase: 'inspecting'; readonly before: Inspection | null }
  | { readonly phase: 'inspected'; readonly inspection: Inspection }
  | { readonly phase: 'importing'; readonly inspection: Inspection; readonly progress: JobProgress | null }
  | { readonly phase: 'imported'; readonly record: ImportRecord };

export interface DataSessionOptions {
  readonly io: () => Promise<IoClient>;
  readonly list: () => Promise<readonly ImportRecord[]>;
  /** Asks the browser not to evict what is stored. */
  readonly keep: () => Promise<boolean>;
  readonly use: () => Promise<{ readonly used: number; readonly quota: number } | null>;
}

export class DataSession {
  stage: DataStage = $state.raw({ phase: 'empty' });
  /** Beside the files or the import they concern. */
  error: SerializedError | null = $state.raw(null);
  name = $state('');
  /** What the reader said otherwise than the guess. */
  reading: ReadingSettings = $state.raw({});
  /** null: not looked up yet. */
  imports: readonly ImportRecord[] | null = $state.raw(null);
  listError: SerializedError | null = $state.raw(null);
  storage: { readonly used: number; readonly quota: number } | null = $state.raw(null);
  readonly #options: DataSessionOptions;
  #picked: Picked | null = null;
  readonly #stopping = new Stopping();
  /** Counts inspections: an older answer that comes late is not shown. */
  #asked = 0;

  constructor(options: DataSessionOptions) {
    this.#options = options;
  }

  /** Looks at what the reader gave. */
  async pick(picked: Picked): Promise<void> {
    this.#picked = picked;
    this.reading = {};
    this.name = nameForImport(picked);
    this.stage = { phase: 'empty' };
    await this.#inspect();
  }

  /** Reads otherwise than guessed from here on; undefined goes back to the guess. */
  async setReading(key: string, value: string | number | boolean | undefined): Promise<void> {
    const { [key]: _before, ...others } = this.reading;
    this.reading = value === undefined ? others : { ...others, [key]: value };
    await this.#inspect();
  }

  async #inspect(): Promise<void> {
    const picked = this.#picked;
    if (!picked) return;
    const asked = ++this.#asked;
    const before = 'inspection' in this.stage ? this.stage.inspection : null;
    this.stage = { phase: 'inspecting', before };
    this.error = null;
    this.#stopping.begin();
    try {
      const handle = this.#stopping.watch(
        (await this.#options.io()).ask({ job: 'inspect', picked, reading: this.reading })
      );
      const inspection = await handle.finished;
      if (asked === this.#asked) this.stage = { phase: 'inspected', inspection };
    } catch (error) {
      if (asked !== this.#asked) return;
      this.stage = before ? { phase: 'inspected', inspection: before } : { phase: 'empty' };
      this.#fail(error);
    }
  }

  /** Reads the files and stores their rows. */
  async import(): Promise<void> {
    const picked = this.#picked;
    if (this.stage.phase !== 'inspected' || !picked) return;
    const { inspection } = this.stage;
    this.error = null;
    this.stage = { phase: 'importing', inspection, progress: null };
    this.#stopping.begin();
    try {
      const reading = { ...guessedAnswers(inspection), ...this.reading };
      const request = { job: 'import', name: this.name, picked, reading } as const;
      const handle = (await this.#options.io()).ask(request, {
        onProgress: (progress) => {
          if (this.stage.phase === 'importing') this.stage = { phase: 'importing', inspection, progress };
        }
      });
      this.stage = { phase: 'imported', record: await this.#stopping.watch(handle).finished };
      void this.#options.keep().catch(() => false);
      this.#picked = null;
    } catch (error) {
      this.stage = { phase: 'inspected', inspection };
      this.#fail(error);
    }
    await this.refresh();
  }

  /** Stops what runs; nothing of it is kept. */
  cancel(): void {
    this.#stopping.stop();
  }

  /** Puts the files away. */
  reset(): void {
    this.#asked++;
    this.#stopping.stop();
    this.#picked = null;
    this.error = null;
    this.stage = { phase: 'empty' };
  }

  /** What is stored, read again. */
  async refresh(): Promise<void> {
    this.listError = null;
    try {
      this.imports = await this.#options.list();
      this.storage = await this.#options.use();
    } catch (error) {
      this.listError = toAppError(error).toJSON();
    }
  }

  async remove(name: string): Promise<void> {
    try {
      await (await this.#options.io()).ask({ job: 'remove', name }).finished;
      if (this.stage.phase === 'imported' && this.stage.record.name === name) this.stage = { phase: 'empty' };
      await this.refresh();
    } catch (error) {
      this.listError = toAppError(error).toJSON();
    }
  }

  #fail(error: unknown): void {
    // Whoever cancels knows it.
    if (error instanceof AppError && error.code === 'internal/cancelled') return;
    this.error = toAppError(error).toJSON();
  }
}

/** What is guessed of a question and was left as it is: by importing the reader says so. */
const guessedAnswers = ({ question }: Inspection): ReadingSettings =>
  Object.fromEntries(
    (question?.answers ?? []).filter(({ guess }) => guess !== '').map(({ key, guess }) => [key, guess])
  );

/** Whether something has to be said before the files can be imported. */
export const isOpen = ({ question }: Inspection): boolean =>
  question?.answers.some(({ guess }) => guess === '') ?? false;
