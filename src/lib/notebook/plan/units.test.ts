import { beforeAll, describe, expect, it } from 'vitest';
import { memoryStore } from '#lib/storage/memory';
import { parseNotebook } from '../document/parse';
import { Artifacts } from '../run/artifacts';
import { TINY_NOTEBOOK, tinySource } from '../testing/tiny';
import { identifyCells } from './identify';
import { levelsOf, unitsOf, type WorkUnit } from './units';

const META = { kind: 'run', version: 1, digest: 'd', backend: 'wasm', adapter: 'a', created: '', seconds: 7, bytes: 1 };

async function units(
  metas: readonly { readonly id: string; readonly kind?: string; readonly seconds?: number }[] = [],
  text = TINY_NOTEBOOK
) {
  const env = { store: memoryStore(), openSource: () => tinySource() };
  const document = parseNotebook(text, 'tiny.md');
  const plan = await identifyCells(document, env, new Artifacts(env.store));
  return unitsOf(plan, { list: () => Promise.resolve(metas.map((meta) => ({ ...META, ...meta }))) });
}

describe('the units of a notebook', () => {
  let all: readonly WorkUnit[] = [];
  const called = (cell: string, seed?: number) => all.find((unit) => unit.cell === cell && unit.seed === seed);
  beforeAll(async () => {
    all = await units();
  });

  it('are one a cell, of train cells one a seed', () => {
    expect(all.map(({ cell, kind, seed }) => [cell, kind, seed])).toEqual([
      ['books', 'dataset', undefined],
      ['words', 'profiles', undefined],
      ['semantics', 'embeddings', undefined],
      ['base', 'run', 1],
      ['base', 'run', 2],
      ['con', 'run', 1],
      ['con', 'run', 2],
      ['table', 'compare', undefined],
      ['one', 'recommend', undefined]
    ]);
  });

  it('need what their cells read, every seed of it, and the data behind', () => {
    expect(called('con', 2)?.needs).toEqual([called('books')?.id, called('semantics')?.id]);
    expect(new Set(called('table')?.needs)).toEqual(
      new Set([
        ...['base', 'con'].flatMap((cell) => [called(cell, 1)?.id, called(cell, 2)?.id]),
        called('semantics')?.id,
        called('books')?.id
      ])
    );
  });

  it('know what is made where files and services are', () => {
    expect(all.filter(({ isOfHere }) => isOfHere).map(({ cell }) => cell)).toEqual(['books']);
  });

  it('take as long as other seeds of the cell did, else as their kind', async () => {
    const [base, con] = [called('base', 1)?.id ?? '', called('con', 1)?.id ?? ''];
    const timed = await units([
      { id: base, seconds: 4 },
      { id: 'f'.repeat(64), seconds: 20 }
    ]);
    const of = (cell: string, seed?: number) => timed.find((unit) => unit.cell === cell && unit.seed === seed);
    expect(of('base', 1)).toMatchObject({ isStored: true, seconds: 4 });
    expect(of('base', 2)).toMatchObject({ isStored: false, seconds: 4 });
    expect(of('con', 1)).toMatchObject({ id: con, isStored: false, seconds: 12 });
    expect(of('words')?.seconds).toBeNull();
  });

  it('stand in levels, each of what needs nothing missing but what stands before it', async () => {
    expect(levelsOf(all).map((level) => level.map(({ cell }) => cell))).toEqual([
      ['books'],
      ['words', 'base', 'base'],
      ['semantics'],
      ['con', 'con'],
      ['table', 'one']
    ]);
    const stored = await units(all.filter(({ kind }) => kind !== 'run').map(({ id, kind }) => ({ id, kind })));
    expect(levelsOf(stored).map((level) => level.length)).toEqual([4]);
  });
});

describe('cells that ask for runs at other values', () => {
  const asking = (kind: string, lines: readonly string[]) =>
    `${TINY_NOTEBOOK}\n\`\`\`${kind}\nname: asked\nruns: [base]\n${lines.join('\n')}\n\`\`\`\n`;

  it('have the runs of their points as units, those that are no cells of the text too', async () => {
    const all = await units([], asking('sweep', ['over: {base.layers: [1, 2], books.noise: [0, 0.1]}']));
    const varied = all.filter(({ cell }) => cell.includes('['));
    expect(varied.map(({ cell, kind, seed }) => [cell, kind, seed]).sort()).toEqual([
      ['base [base.layers: 1, books.noise: 0.1]', 'run', 1],
      ['base [base.layers: 1, books.noise: 0.1]', 'run', 2],
      ['base [base.layers: 1, books.noise: 0]', 'run', 1],
      ['base [base.layers: 1, books.noise: 0]', 'run', 2],
      ['base [base.layers: 2, books.noise: 0.1]', 'run', 1],
      ['base [base.layers: 2, books.noise: 0.1]', 'run', 2],
      ['base [base.layers: 2, books.noise: 0]', 'run', 1],
      ['base [base.layers: 2, books.noise: 0]', 'run', 2],
      // Without noise they are the data of the text.
      ['books [books.noise: 0.1]', 'dataset', undefined]
    ]);
    expect(all.filter(({ isOfPoint }) => isOfPoint)).toEqual(varied);
    const noisy = all.find(({ cell }) => cell === 'books [books.noise: 0.1]');
    expect(noisy?.isOfHere).toBe(true);
    expect(varied.find(({ cell }) => cell.startsWith('base [base.layers: 1, books.noise: 0.1'))?.needs).toEqual([
      noisy?.id
    ]);
    const sweep = all.find(({ cell }) => cell === 'asked');
    for (const { id, kind } of varied) if (kind === 'run') expect(sweep?.needs).toContain(id);
  });

  it('train their trials themselves where only some of these are trained to their end', async () => {
    const tune = (search: string) =>
      units([], asking('tune', ['space: {base.layers: [1, 2, 3]}', `search: ${search}`, 'budget: 6']));
    const trials = (all: readonly WorkUnit[]) => all.filter(({ cell }) => cell.startsWith('base ['));
    // Three layers are what the text has.
    expect(trials(await tune('grid'))).toHaveLength(4);
    const halving = await tune('halving');
    expect(trials(halving)).toEqual([]);
    expect(halving.find(({ cell }) => cell === 'asked')?.needs).toEqual([
      halving.find(({ cell }) => cell === 'books')?.id
    ]);
  });
});
