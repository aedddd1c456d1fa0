import { beforeAll, describe, expect, it } from 'vitest';
import { memoryStore } from '#lib/storage/memory';
import { parseNotebook } from '../document/parse';
import { Artifacts } from '../run/artifacts';
import { TINY_NOTEBOOK, tinySource } from '../testing/tiny';
import { identifyCells } from './identify';
import { levelsOf, unitsOf, type WorkUnit } from './units';

const META = { kind: 'run', version: 1, digest: 'd', backend: 'wasm', adapter: 'a', created: '', seconds: 7, bytes: 1 };

async function units(
  metas: readonly { readonly id: string; readonly kind?: string; readonly seconds?: number }[] = []
) {
  const env = { store: memoryStore(), openSource: () => tinySource() };
  const document = parseNotebook(TINY_NOTEBOOK, 'tiny.md');
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
