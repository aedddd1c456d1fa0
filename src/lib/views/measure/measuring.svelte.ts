// A measurement on this page: begun, heard as it grows, stopped; and a file of somebody else's in its place. What was measured before a
// stop or a failure stays.
import { toAppError, type SerializedError } from '#lib/errors/app-error';
import type { BenchReport } from '#lib/bench/report-form';
import type { SetName } from '#lib/bench/sets';
import type { SizeName } from '#lib/bench/graphs';
import type { EngineJobs } from '#lib/engine/compute/protocol';
import type { JobHandle, JobHearer } from '#lib/engine/worker/client';
import type { CellProgress } from '#lib/notebook/run/events';
import { Stopping } from '../workers/stopping';

export type AskBench = (
  ask: EngineJobs['bench']['ask'],
  hearer: JobHearer
) => Promise<JobHandle<EngineJobs['bench']['answer']>>;

/** What is shown: a report, and whose. */
export interface Shown {
  readonly report: BenchReport;
  /** Name of the file that it was opened from; null where it was measured here. */
  readonly file: string | null;
}

export class Measuring {
  isBusy: boolean = $state(false);
  progress: CellProgress | null = $state.raw(null);
  error: SerializedError | null = $state.raw(null);
  shown: Shown | null = $state.raw(null);
  readonly #ask: AskBench;
  readonly #stopping = new Stopping();

  constructor(ask: AskBench) {
    this.#ask = ask;
  }

  async start(set: SetName, size: SizeName): Promise<void> {
    if (this.isBusy) return;
    this.isBusy = true;
    this.progress = null;
    this.error = null;
    this.shown = null;
    this.#stopping.begin();
    try {
      const { readReport } = await import('#lib/bench/read-report');
      const show = (report: BenchReport): void => void (this.shown = { report, file: null });
      const handle = await this.#ask(
        { set, size },
        {
          onProgress: ({ work }) => (this.progress = work ?? null),
          // What comes is the file that would be downloaded now, and is read as one.
          onBytes: (bytes, file) => show(readReport(new TextDecoder().decode(bytes), file ?? ''))
        }
      );
      show(await this.#stopping.watch(handle).finished);
    } catch (problem) {
      const known = toAppError(problem);
      if (known.code !== 'internal/cancelled') this.error = known.toJSON();
    } finally {
      this.isBusy = false;
      this.progress = null;
    }
  }

  stop(): void {
    this.#stopping.stop();
  }

  /** A file that somebody has sent: it is read here and goes nowhere. */
  async open(file: Pick<File, 'name' | 'size' | 'text'>): Promise<void> {
    if (this.isBusy) return;
    this.error = null;
    try {
      const [{ readReport }, { MOST_REPORT }] = await Promise.all([
        import('#lib/bench/read-report'),
        import('#lib/bench/report-form')
      ]);
      // A file of gigabytes is refused by its size, before it is read.
      const text = file.size > MOST_REPORT ? ' '.repeat(MOST_REPORT + 1) : await file.text();
      this.shown = { report: readReport(text, file.name), file: file.name };
    } catch (problem) {
      this.error = toAppError(problem).toJSON();
    }
  }
}
