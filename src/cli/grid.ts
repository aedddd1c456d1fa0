// npm run grid [-- --variants a,b] [--seeds 2023,2024]: what alignment does as the bookshop changes in one respect at a
// time: how much texts tell, how many clicks are noise, how many clicks there are. Each variant is generated in memory
// and goes through the very pipeline of the quick start (template profiles, LSA, preset `small`, wasm). Results are merged
// into docs/bookshop-grid.json, and docs/bookshop-grid.md is written from it, harm included.
import '#lib/errors/all';
import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import * as v from 'valibot';
import { COMPARED_ALIGNMENTS } from '#lib/alignment/names';
import { readOpenFormat } from '#lib/dataset/formats/open/read-open';
import { memorySource } from '#lib/dataset/sources/source';
import { makeBookshop } from '#lib/dataset/synthetic/bookshop';
import { BOOKSHOP, type BookshopParameters } from '#lib/dataset/synthetic/parameters';
import { makeTrainView } from '#lib/dataset/train-view';
import { encoderInput } from '#lib/embeddings/encoder-input';
import { encoder } from '#lib/embeddings/registry';
import { evaluateEmbeddings } from '#lib/evaluation/evaluate';
import { popularityEmbeddings, semanticEmbeddings, type ScoringEmbeddings } from '#lib/evaluation/references';
import { profileGenerator } from '#lib/profiles/registry';
import { testPairsWithoutNoise } from '#lib/studies/truth';
import { resolveSettings } from '#lib/training/settings/presets';
import { trainRun } from '#lib/training/loop/train';
import { startCommandLineBackend, workersFor } from './backend';
import { gridPage } from './grid/page';
import { Grid, type Score } from './grid/results';
import { print, runCommand, say } from './terminal';

const VARIANTS: Readonly<Record<string, Partial<BookshopParameters>>> = {
  'as bundled': {},
  'texts tell nothing': { textInformativeness: 0 },
  'texts tell half': { textInformativeness: 0.5 },
  'texts tell all': { textInformativeness: 1 },
  'no noise': { misclicks: 0, popularityClicks: 0 },
  'noise 25 %': { misclicks: 0.15, popularityClicks: 0.1 },
  'clicks × 2/3': { interactions: 12000 },
  'clicks × 5/3': { interactions: 30000 }
};
const JSON_FILE = 'docs/bookshop-grid.json';
const PAGE_FILE = 'docs/bookshop-grid.md';

async function runVariant(changes: Partial<BookshopParameters>, seeds: readonly number[]): Promise<Grid[string]> {
  const source = memorySource('bookshop', makeBookshop({ ...BOOKSHOP, ...changes }));
  const dataset = await readOpenFormat(source);
  const { userCount, itemCount, split } = dataset;
  const clean = (await testPairsWithoutNoise(source, dataset)) ?? split.test;
  const score = async ({ users, items, dimensions }: ScoringEmbeddings): Promise<Score> => {
    const recall = async (heldOut: typeof clean): Promise<number> =>
      (await evaluateEmbeddings(users, items, dimensions, split.train, heldOut)).metrics.recall['20'];
    return { all: await recall(split.test), withoutNoise: await recall(clean) };
  };
  const profiles = await profileGenerator('template').generate(makeTrainView(dataset), {}, 0, {});
  const lsa = encoder('lsa');
  if (lsa.reads !== 'profiles') throw new Error('LSA reads profiles');
  const { vectors } = await lsa.encode(encoderInput(profiles), { dimensions: 128 }, 0, {});
  const arms: Grid[string]['arms'] = {};
  for (const arm of COMPARED_ALIGNMENTS) {
    const scores: Score[] = [];
    for (const seed of seeds) {
      const settings = resolveSettings('lightgcn', arm, 'small');
      const { arrays } = await trainRun({ dataset, vectors, settings, seed });
      const result = await score({
        users: arrays.userEmbeddings,
        items: arrays.itemEmbeddings,
        dimensions: arrays.userEmbeddings.length / userCount
      });
      scores.push(result);
      print(
        `  ${arm} seed ${seed}: recall@20 ${result.all.toFixed(4)}, without noise ${result.withoutNoise.toFixed(4)}`
      );
    }
    arms[arm] = scores;
  }
  return {
    seeds: [...seeds],
    popularity: await score(popularityEmbeddings(userCount, itemCount, split.train)),
    semanticOnly: await score(semanticEmbeddings(vectors)),
    arms
  };
}

async function readGrid(): Promise<Grid> {
  const text = await readFile(JSON_FILE, 'utf8').catch(() => '{}');
  return v.parse(Grid, JSON.parse(text));
}

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { variants: { type: 'string' }, seeds: { type: 'string' } } });
  const wanted = values.variants?.split(',') ?? Object.keys(VARIANTS);
  const seeds = (values.seeds ?? '2023,2024').split(',').map(Number);
  const unknown = wanted.filter((name) => !Object.hasOwn(VARIANTS, name));
  if (unknown.length > 0 || !seeds.every(Number.isInteger)) {
    say(
      `No variant "${unknown.join('", "')}". There are: ${Object.keys(VARIANTS).join(', ')}. Seeds are whole numbers.`
    );
    return 1;
  }
  await startCommandLineBackend('wasm', workersFor(1));
  for (const name of wanted) {
    print(name);
    const result = await runVariant(VARIANTS[name] ?? {}, seeds);
    // Read again before writing: two of these may run side by side.
    const grid = { ...(await readGrid()), [name]: result };
    const ordered = Object.fromEntries(Object.keys(VARIANTS).flatMap((key) => (grid[key] ? [[key, grid[key]]] : [])));
    await writeFile(JSON_FILE, `${JSON.stringify(ordered, null, 1)}\n`);
    await writeFile(PAGE_FILE, gridPage(ordered));
  }
  return 0;
}

runCommand(main);
