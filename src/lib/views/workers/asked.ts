// Work that a page asks a worker for and may stop: begun when its worker is up, heard by its pieces.
import type { JobHandle, JobHearer } from '#lib/engine/worker/client';
import type { CellProgress } from '#lib/notebook/run/events';

/** Work that can be stopped; `finished` rejects with an AppError, internal/cancelled where it was stopped. */
export type Asked<Result> = Pick<JobHandle<Result>, 'cancel' | 'finished'>;

/** Hears of work that counts its pieces. */
export const counted = (onProgress: (progress: CellProgress) => void): JobHearer => ({
  onProgress: ({ work }) => work && onProgress(work)
});

/** Work that begins when its worker is up; it can be cancelled before that. */
export function begun<Result>(start: () => Promise<Asked<Result>>): Asked<Result> {
  let isCancelled = false;
  let work: Asked<Result> | null = null;
  const run = async (): Promise<Result> => {
    work = await start();
    if (isCancelled) work.cancel();
    return work.finished;
  };
  return {
    cancel: () => {
      isCancelled = true;
      work?.cancel();
    },
    finished: run()
  };
}
