// Explore's backend in the tab: the input/output worker opens and looks up, the engine trains on. Both start when they are first needed.
import { AppError, appError, type SerializedError } from '#lib/errors/app-error';
import { workFor } from '#lib/notebook/plan/work';
import type { NotebookEvent } from '#lib/notebook/run/events';
import { cellsOf } from '../../document/prepared';
import { loadTools } from '../../document/load-tools';
import { begun, counted } from '../../workers/asked';
import { engineHost } from '../../workers/engine-host.svelte';
import { ioHost } from '../../workers/io-host';
import { notebookEngine } from '../../workers/notebook-engine';
import type { ExploreBackend } from './backend';

export function workerBackend(): ExploreBackend {
  return {
    explorable: async (notebook, text) => (await ioHost.client()).ask({ job: 'explorable', notebook, text }).finished,
    open: (what, onProgress) =>
      begun(async () => (await ioHost.client()).ask({ job: 'open-explore', what }, counted(onProgress))),
    select: async (selection) => (await ioHost.client()).ask({ job: 'select-explore', selection }).finished,
    mapsOf: (nodes, onProgress) =>
      begun(async () => (await ioHost.client()).ask({ job: 'map-explore', nodes }, counted(onProgress))),
    colour: async (by, space) => (await ioHost.client()).ask({ job: 'colour-explore', by, space }).finished,
    regions: async (xy) => (await ioHost.client()).ask({ job: 'regions-explore', xy }).finished,
    profileOf: async (node) => (await ioHost.client()).ask({ job: 'profile-explore', node }).finished,
    findPairs: (ask, onProgress) =>
      begun(async () => (await ioHost.client()).ask({ job: 'find-pairs', ...ask }, counted(onProgress))),
    picture: (user, other, onProgress) =>
      begun(async () => (await ioHost.client()).ask({ job: 'picture-pair', user, other }, counted(onProgress))),
    whatIf: (notebook, text, ask, onProgress) =>
      begun(async () => (await engineHost.engine()).ask({ job: 'what-if', notebook, text, ask }, counted(onProgress))),
    isShipped: async (notebook, text, cells) => {
      const looked = await (await ioHost.client()).ask({ job: 'look', notebook, text, bundled: true }).finished;
      return workFor(looked, cells, false).trains.length === 0;
    },
    get: (notebook, text, cells, onProgress) => {
      let problem: SerializedError | null = null;
      const hear = (event: NotebookEvent): void => {
        if (event.type === 'cell-started') onProgress(event.cell, null);
        if (event.type === 'cell-progress') onProgress(event.cell, event.progress);
        if (event.type === 'cell-failed') problem ??= event.error;
      };
      return begun(async () => {
        const { prepareNotebook } = await loadTools();
        const blocks = cellsOf(prepareNotebook(text, notebook));
        const engine = await notebookEngine(() => blocks);
        const run = engine.run(notebook, text, { only: cells, bundled: true, force: false }, hear);
        const finished = run.finished.then((outcome) => {
          if (outcome === 'cancelled') throw appError('internal/cancelled', { what: 'Getting the runs' });
          if (problem) throw AppError.fromJSON(problem);
        });
        return { cancel: run.cancel, finished };
      });
    }
  };
}
