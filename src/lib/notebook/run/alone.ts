// One artifact made by one process at a time, where several run on one store. Who waits for whom is the environment's matter.
import { appError } from '#lib/errors/app-error';
import type { CellWork } from './cell-work';

/** @throws what `make` throws; where it was cancelled while it waited, AppError internal/cancelled */
export async function madeAlone(
  work: Pick<CellWork, 'alone' | 'signal'>,
  id: string,
  isMade: () => Promise<boolean>,
  make: () => Promise<void>
): Promise<void> {
  if (!work.alone) return make();
  try {
    await work.alone(id, isMade, make, work.signal);
  } catch (error) {
    if (work.signal?.aborted && error instanceof Error && error.name === 'AbortError')
      throw appError('internal/cancelled', { what: 'Waiting for another process' });
    throw error;
  }
}
