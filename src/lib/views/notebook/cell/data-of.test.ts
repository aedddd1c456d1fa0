import { expect, it } from 'vitest';
import type { CellBlock } from '../../document/prepared';
import type { Freshness } from '../../results/shown-results';
import { madeOf } from './data-of';

const cell = (kind: CellBlock['kind'], name: string, reads: readonly string[]): CellBlock => ({
  type: 'cell',
  key: `cell-${name}`,
  lines: { first: 1, last: 2 },
  kind,
  name,
  source: '',
  summary: '',
  reads,
  place: 'engine',
  alignment: null,
  error: null
});
const cells = [
  cell('dataset', 'books', []),
  cell('profiles', 'words', ['books']),
  cell('embeddings', 'semantics', ['words']),
  cell('embeddings', 'shuffled', ['words'])
];
const session = (stale: readonly string[]) => ({
  cells,
  freshness: ({ name }: CellBlock): Freshness => (stale.includes(name) ? 'stale' : 'fresh')
});

it('a data set goes out with the first profiles and vectors made of it', () => {
  expect(madeOf(session([]), 'books')).toEqual({ dataset: 'books', profiles: 'words', embeddings: 'semantics' });
  expect(madeOf(session(['semantics']), 'books')).toMatchObject({ embeddings: 'shuffled' });
});

it('what is stale, or made of other data, stays here', () => {
  expect(madeOf(session(['words', 'semantics', 'shuffled']), 'books')).toEqual({ dataset: 'books' });
  expect(madeOf(session([]), 'films')).toEqual({ dataset: 'films' });
});
