// Packing changes how results are written, and leaves out only what no page shows.
import { readFileSync, readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { EmbeddingsResult } from '#lib/notebook/kinds/embeddings/stored';
import { neighboursShown } from './neighbours-shown';
import { packResults, unpackResults } from './packed-results';
import { isResultsFile, withShortNumbers } from './results-check';
import { fromResultsFile } from './from-results-file';
import type { ShownResults } from './shown-results';
import { madeUpResults } from '../testing/made-up-results';

const FOLDER = 'public/notebooks';
const bundled = readdirSync(FOLDER).filter((file) => file.endsWith('.results.json'));

type Result = ShownResults[string]['record']['result'];

/** What of a result pages show. */
function shownOf(result: Result): Result {
  switch (result.kind) {
    case 'embeddings':
      return { ...result, neighbours: neighboursShown(result) };
    case 'train':
      return {
        ...result,
        runs: result.runs.map(({ val: _, test: __, ...run }) => ({
          ...run,
          epochs: run.epochs.map((epoch) => ({ ...epoch, seconds: 0 }))
        }))
      };
    case 'sweep': {
      const shown = (figure: (typeof result.points)[number]['runs'][number]) =>
        figure === null || 'failed' in figure
          ? figure
          : { ...figure, values: [], change: result.relative ? figure.change : null };
      return { ...result, points: result.points.map(({ runs, ...point }) => ({ ...point, runs: runs.map(shown) })) };
    }
    default:
      return result;
  }
}
const asPacked = (shown: ShownResults): unknown =>
  JSON.parse(
    JSON.stringify(
      Object.fromEntries(
        Object.entries(shown).map(([name, entry]) => [
          name,
          { ...entry, record: { ...entry.record, result: shownOf(entry.record.result) } }
        ])
      )
    )
  );

test('made-up results come out as they went in, validated every third epoch only', () => {
  const shown = fromResultsFile(madeUpResults());
  const written: unknown = JSON.parse(JSON.stringify(packResults(shown)));
  expect(written).not.toEqual(JSON.parse(JSON.stringify(shown)));
  expect(unpackResults(packResults(shown))).toEqual(asPacked(shown));
});

test.each(bundled)('%s comes out as it went in', (file) => {
  const parsed: unknown = JSON.parse(withShortNumbers(readFileSync(`${FOLDER}/${file}`, 'utf8')));
  if (!isResultsFile(parsed)) throw new Error('no results file');
  const shown = fromResultsFile(parsed);
  const packed = packResults(shown);
  expect(unpackResults(packed)).toEqual(asPacked(shown));
});

test('a page shows a few neighbours of vectors, and none of those that are wrong on purpose', () => {
  const row = (title: string) => ({
    title,
    nearest: ['a', 'b', 'c', 'd'].map((near) => ({ title: near, cosine: 0.5 }))
  });
  const result: EmbeddingsResult = {
    kind: 'embeddings',
    encoder: 'lsa',
    label: '',
    dimensions: 2,
    users: 1,
    items: 6,
    without: 0,
    facts: {},
    neighbours: ['u', 'v', 'w', 'x', 'y', 'z'].map(row)
  };
  expect(neighboursShown(result).map(({ title, nearest }) => [title, nearest.length])).toEqual([
    ['u', 3],
    ['v', 3],
    ['w', 3],
    ['x', 3]
  ]);
  expect(neighboursShown({ ...result, facts: { perturbation: 'shuffle, 100 % of users and items' } })).toEqual([]);
});
