// A tiny notebook with a sweep, and what its tests ask of it.
import { memoryStore } from '#lib/storage/memory';
import type { ArtifactStore } from '#lib/storage/types';
import { withOverrides } from '../../document/overrides';
import { parseNotebook } from '../../document/parse';
import { identifyCells } from '../../plan/identify';
import { Artifacts } from '../../run/artifacts';
import type { NotebookEnvironment } from '../../run/environment';
import type { NotebookEvent } from '../../run/events';
import { runNotebook, type RunNotebookOptions } from '../../run/runtime';
import { TINY_TEXTS, tinySource, tinyTrain } from '../../testing/tiny';

export const device = { backend: 'cpu', adapter: 'JavaScript' };
export const NOTEBOOK = `${TINY_TEXTS}${tinyTrain('base', [], { epochs: 2 })}${tinyTrain('con', ['embeddings: semantics', 'alignment: contrastive'], { epochs: 2 })}`;
export const sweep = (lines: readonly string[]) =>
  `${NOTEBOOK}\n\`\`\`sweep\nname: grid\n${lines.join('\n')}\n\`\`\`\n`;
export const NOISE = sweep(['runs: [base, con]', 'over:', '  books.noise: [0, 0.1, 0.2]', 'baseline: base']);

export async function run(
  text: string,
  {
    store = memoryStore(),
    env = {},
    options = {}
  }: { store?: ArtifactStore; env?: Partial<NotebookEnvironment>; options?: RunNotebookOptions } = {}
) {
  const events: NotebookEvent[] = [];
  const result = await runNotebook(
    parseNotebook(text, 'tiny.md'),
    { store, openSource: () => tinySource(), device, onEvent: (event) => void events.push(event), ...env },
    { only: ['grid'], ...options }
  );
  const record = result.records.find(({ name }) => name === 'grid');
  return { ...result, events, store, record, grid: record?.result.kind === 'sweep' ? record.result : null };
}

export const idsOf = async (text: string, overrides: Readonly<Record<string, string>> = {}) => {
  const store = memoryStore();
  const document = withOverrides(parseNotebook(text, 'tiny.md'), overrides);
  return identifyCells(document, { store, openSource: () => tinySource() }, new Artifacts(store));
};
