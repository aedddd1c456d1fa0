// Gives a notebook's page what it runs with: its engine and its input/output worker as one, the job that looks what is stored, and the
// one that times training. Each is loaded when it is first asked for.
import type { NotebookEngine } from '#lib/engine/client';
import type { CellBlock } from './document/prepared';
import { engineSession } from './engine-session.svelte';
import type { SessionParts } from './session-parts';

/** @param cells of the notebook as it is run */
export async function notebookEngine(cells: () => readonly CellBlock[]): Promise<NotebookEngine> {
  const [{ routedEngine }, { ioSession }] = await Promise.all([import('./routed-engine'), import('./io-session')]);
  return routedEngine({
    engine: () => engineSession.engine(),
    io: () => ioSession.client(),
    cells: () => cells().map(({ name, reads, place }) => ({ name, reads, place }))
  });
}

/** @param bundled whether trained runs that come with the site are taken */
export function engineParts(
  notebook: string,
  bundled: boolean
): Required<Pick<SessionParts, 'engine' | 'look' | 'estimate' | 'usesBundledRuns'>> {
  return {
    engine: notebookEngine,
    usesBundledRuns: bundled,
    async look(text) {
      const { ioSession } = await import('./io-session');
      const io = await ioSession.client();
      return io.ask({ job: 'look', notebook, text, bundled }).finished;
    },
    async estimate(size, width) {
      const engine = await engineSession.engine();
      return engine.estimate(size, width).finished;
    }
  };
}
