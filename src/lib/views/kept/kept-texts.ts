// Gives a notebook's page the kept notebooks, and fetches their code when there is one to read or the first is kept. A first visit needs
// nothing of them. Browser only.
import { hasWorkspace } from '#lib/storage/browser/browser-storage';
import type { KeptNotebooks } from './kept-notebooks';
import { WORKSPACE } from '../preferences/workspace';

export type KeptTexts = Pick<KeptNotebooks, 'find' | 'writeIf' | 'add'>;

async function loadKept(): Promise<KeptNotebooks> {
  return (await import('./kept-notebooks')).keptNotebooks;
}

export const keptTexts: KeptTexts = {
  find: async (id) => ((await hasWorkspace(WORKSPACE)) ? (await loadKept()).find(id) : null),
  writeIf: async (...asked) => (await loadKept()).writeIf(...asked),
  add: async (...asked) => (await loadKept()).add(...asked)
};
