// The engine that a notebook's page runs with: the page's engine and its input/output worker as one.
import type { NotebookEngine } from '#lib/engine/client';
import type { CellBlock } from './document/prepared';
import { engineSession } from './engine-session.svelte';

/** @param cells of the notebook as it is run */
export async function notebookEngine(cells: () => readonly CellBlock[]): Promise<NotebookEngine> {
  const [{ routedEngine }, { ioSession }] = await Promise.all([import('./routed-engine'), import('./io-session')]);
  return routedEngine({
    engine: () => engineSession.engine(),
    io: () => ioSession.client(),
    cells: () => cells().map(({ name, reads, place }) => ({ name, reads, place }))
  });
}
