// What a fresh browser is told of the notebooks that come with the site.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { readNotebook } from '#lib/notebook/document/parse';
import { countSeeds, workFor } from '#lib/notebook/plan/work';
import { coldLook } from './cold-look.node';

async function workOf(slug: string, only?: readonly string[]) {
  const file = `${slug}.md`;
  const text = readFileSync(`public/notebooks/${file}`, 'utf8');
  const { document } = readNotebook(text, file);
  const cells = await coldLook(text, file, { bundled: document.runs?.from === 'site', site: 'public' });
  return workFor(cells, only ?? document.cells.map(({ name }) => name), false);
}

it('the quick start trains nothing: its nine runs come with the site and are fetched', async () => {
  const work = await workOf('quick-start', ['table']);
  expect(work.trains).toEqual([]);
  expect(countSeeds(work.fetches)).toBe(9);
  expect(work.computes).toEqual(['books', 'profiles', 'semantics', 'table']);
});

it.each(['case-study', 'lessons/two-spaces'])('%s trains nothing either', async (slug) => {
  expect((await workOf(slug)).trains).toEqual([]);
});

it('a notebook without bundled runs says every run that it trains', async () => {
  const work = await workOf('table-1');
  expect(countSeeds(work.trains)).toBe(90);
  expect(work.fetches).toEqual([]);
});

it.each([
  // Six levels of three arms with three seeds, the first of which are the cells of the text; and five of two arms with vectors of clean clicks, which
  // without noise are those made anew.
  ['fig-5', 84],
  // 216 of the map, 9 of texts that tell half: all others are among these.
  ['when-does-alignment-help', 225]
])('%s trains what its sweeps share once: %i runs', async (slug, runs) => {
  expect(countSeeds((await workOf(slug)).trains)).toBe(runs);
});
