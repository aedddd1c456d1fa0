// Gives a notebook's page what it runs with: its engine and its input/output worker as one, the job that looks what is stored, and the
// one that times training. Each is loaded when it is first asked for.
import type { NotebookEngine } from '#lib/engine/routing/notebook-engine';
import type { CellBlock } from '../document/prepared';
import type { SessionParts } from '../session/session-parts';
import { engineHost } from './engine-host.svelte';

/** @param cells of the notebook as it is run */
export async function notebookEngine(cells: () => readonly CellBlock[]): Promise<NotebookEngine> {
  const [{ routedEngine }, { engineOf, ioEngineOf }, { ioHost }] = await Promise.all([
    import('#lib/engine/routing/routed-engine'),
    import('#lib/engine/routing/notebook-engine'),
    import('./io-host')
  ]);
  return routedEngine({
    engine: async () => engineOf(await engineHost.engine()),
    io: async () => ioEngineOf(await ioHost.client()),
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
      const { ioHost } = await import('./io-host');
      const io = await ioHost.client();
      return io.ask({ job: 'look', notebook, text, bundled }).finished;
    },
    async estimate(size, width) {
      const engine = await engineHost.engine();
      return engine.ask({ job: 'estimate', size, width }).finished;
    }
  };
}
