// One tab at a time runs cells in a workspace: a Web Lock, held while something runs. The browser frees it when the tab
// or its worker dies. Reading needs no lock.
import '#lib/errors/work';
import { appError } from '#lib/errors/app-error';

/**
 * Runs `work` while holding the workspace's lock.
 * @throws AppError storage/locked where another tab holds it
 */
export async function withWorkspaceLock<T>(workspace: string, work: () => Promise<T>): Promise<T> {
  const locks = globalThis.navigator?.locks;
  if (!locks) return work(); // Old browsers: the store's transactions still keep every artifact whole.
  return locks.request(`rlmrec-notebook:${workspace}`, { ifAvailable: true }, (lock) => {
    if (!lock) throw appError('storage/locked', { workspace });
    return work();
  });
}
