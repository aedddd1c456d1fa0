// Linear rows of a comparison: solved once, kept, chosen by validation alone, and stopped like everything else.
import { beforeAll, describe, expect, it } from 'vitest';
import { startBackend } from '#kernels/backend/backend';
import { memoryStore } from '#lib/storage/memory';
import type { Sealed } from '#lib/storage/checked';
import { parseNotebook } from '../document/parse';
import type { NotebookEvent } from '../run/events';
import { runNotebook } from '../run/runtime';
import { TINY_NOTEBOOK, tinySource } from '../testing/tiny';
import { rankingForm } from './ranking-form';

beforeAll(async () => {
  await startBackend('cpu', { wasmBinaries: '' });
});

const notebook = (settings: string): string =>
  TINY_NOTEBOOK.replaceAll('epochs: 8', 'epochs: 1')
    .replaceAll('seeds: [1, 2]', 'seeds: [1]')
    .replace('references: [popularity, semantic-only]', `references: [item-knn, ease, ease-text, l3ae]\n${settings}`);

async function run(text: string, shelf: Map<string, Sealed>, options: { force?: boolean; stopAt?: string } = {}) {
  const stop = new AbortController();
  const onEvent = (event: NotebookEvent): void => {
    const isReached = event.type === 'cell-progress' && options.stopAt && event.progress.label.includes(options.stopAt);
    if (isReached) stop.abort();
  };
  const result = await runNotebook(
    parseNotebook(text, 'tiny.md'),
    {
      store: memoryStore(shelf),
      openSource: () => tinySource(),
      device: { backend: 'cpu', adapter: 'JavaScript' },
      onEvent,
      signal: stop.signal
    },
    { only: ['table'], ...(options.force && { force: true }) }
  );
  const table = result.records.find(({ name }) => name === 'table')?.result;
  return { ...result, table: table?.kind === 'compare' ? table : null };
}

const rankings = (shelf: ReadonlyMap<string, Sealed>) =>
  [...shelf.values()].map(({ artifact }) => artifact).filter(({ meta }) => meta.kind === rankingForm.kind);

describe('linear rows', () => {
  it('are solved once for each set of values, and the best on validation is shown', async () => {
    const shelf = new Map<string, Sealed>();
    const first = await run(notebook('neighbours: [1, 3]\nlambda: [2, 50]\nlambda_clicks: -20'), shelf);
    expect(first.failures).toEqual([]);
    const kept = rankings(shelf);
    expect(kept.map(({ json }) => JSON.stringify(json).replace(/,"k".*/, ''))).toEqual([
      '{"model":"item-knn","values":{"neighbours":1}',
      '{"model":"item-knn","values":{"neighbours":3}',
      '{"model":"ease","values":{"lambda":2}',
      '{"model":"ease","values":{"lambda":50}',
      '{"model":"ease-text","values":{"lambda_text":10}',
      '{"model":"l3ae","values":{"lambda_clicks":-20,"lambda_text":10,"lambda_towards":150}'
    ]);
    const byLambda = kept.slice(2, 4).map((artifact) => rankingForm.read(artifact));
    const [low, high] = byLambda.map(({ val }) => val?.recall['20'] ?? 0);
    const best = (high ?? 0) > (low ?? 0) ? 50 : 2;
    const row = first.table?.rows.find(({ name }) => name === 'ease');
    expect(row?.label).toBe(`EASE (λ = ${best})`);
    expect(first.table?.rows.at(-1)?.label).toBe('L3AE (λ_X = −20, λ_F = 10, λ_E = 150)');
    expect(first.table?.notes.find((note) => note.startsWith('EASE:'))).toBe(
      `EASE: λ = ${best} is the best of 2 by recall@20 on validation (λ = 2: ${low?.toFixed(4)}; λ = 50: ${high?.toFixed(4)}).`
    );

    const more = await run(notebook('neighbours: [1, 3]\nlambda: [2, 10, 50]\nlambda_clicks: -20'), shelf);
    expect(more.failures).toEqual([]);
    expect(rankings(shelf).filter(({ meta }) => !kept.some((one) => one.meta.id === meta.id))).toHaveLength(1);
    expect(kept.every((one) => shelf.get(one.meta.id)?.artifact === one)).toBe(true);
  });

  it('have the same bits when all is computed again', async () => {
    const shelf = new Map<string, Sealed>();
    await run(notebook('lambda_clicks: -20'), shelf);
    const before = rankings(shelf).map(({ meta: { id, digest } }) => [id, digest]);
    await run(notebook('lambda_clicks: -20'), shelf, { force: true });
    expect(rankings(shelf).map(({ meta: { id, digest } }) => [id, digest])).toEqual(before);
  });

  it('that are cancelled leave nothing behind, and what was solved before stays', async () => {
    const shelf = new Map<string, Sealed>();
    const stopped = await run(notebook('lambda_clicks: -20'), shelf, { stopAt: 'EASE on texts' });
    expect(stopped.outcome).toBe('cancelled');
    expect(
      rankings(shelf).map(({ json }) => rankingForm.read({ json, arrays: { items: new Int32Array() } }).model)
    ).toEqual(['item-knn', 'ease']);
  });
});
