// A data set of two tastes, small enough to train on in a test, as a source in memory, and a notebook that runs all kinds
// of cells on it. Made-up words; only tests import this.
import { uniformInt } from '#kernels/random/random';
import { writeOpenFormat } from '#lib/dataset/formats/open/write-open';
import { memorySource, type FileSource } from '#lib/dataset/sources/source';
import type { SplitName } from '#lib/dataset/types';

const USERS = 30;
const ITEMS = 40;
const WORDS = [
  ['harbour', 'ferry', 'storm', 'lighthouse', 'captain', 'island', 'smuggler', 'compass', 'anchor', 'voyage'],
  ['orchard', 'garden', 'bees', 'harvest', 'meadow', 'plough', 'shepherd', 'cider', 'barn', 'village']
];

/** Six interactions a user, mostly with items of its own taste; a truth file marks the others. */
export function tinyFiles(): Map<string, Uint8Array> {
  const draw = (index: number, bound: number) => uniformInt({ seed: 5, stream: 14, step: 0 }, index, bound);
  const noise: { user: string; item: string; kind: string }[] = [];
  const interactions = Array.from({ length: USERS }, (_, user) => {
    const items = new Set<number>([user % ITEMS]);
    for (let at = 0; items.size < 6; at += 1) {
      const item = draw(user * 100 + at, ITEMS);
      if (item % 2 === user % 2 || at % 7 === 0) items.add(item);
    }
    return [...items].map((item, at) => {
      const split: SplitName = at < 4 ? 'train' : at === 4 ? 'val' : 'test';
      if (item % 2 !== user % 2) noise.push({ user: `u${user}`, item: `i${item}`, kind: 'misclick' });
      return { user: `u${user}`, item: `i${item}`, rating: 4, split, review: `Loved the ${wordOf(item, at)}.` };
    });
  }).flat();
  const files = new Map(
    writeOpenFormat({
      manifest: {
        name: 'tiny',
        title: 'Tiny',
        description: 'Two tastes.',
        synthetic: true,
        source: 'made for a test'
      },
      users: Array.from({ length: USERS }, (_, user) => ({ id: `u${user}`, name: `Reader ${user}` })),
      items: Array.from({ length: ITEMS }, (_, item) => ({
        id: `i${item}`,
        title: `Book ${item}`,
        description: `A ${wordOf(item, 0)} and a ${wordOf(item, 1)}, with a ${wordOf(item, 2)} beside the ${wordOf(item, 3)}.`
      })),
      interactions
    })
  );
  files.set('truth.json', new TextEncoder().encode(JSON.stringify({ version: 1, noise })));
  return files;
}

function wordOf(item: number, at: number): string {
  return WORDS[item % 2]?.[(Math.floor(item / 2) + at) % 10] ?? '';
}

export function tinySource(files: ReadonlyMap<string, Uint8Array> = tinyFiles()): FileSource {
  return memorySource('tiny', files);
}

/** Data alone; the parts below go on from here. */
export const TINY_DATASET = `# Tiny

\`\`\`dataset
name: books
source: tiny
\`\`\`
`;

export const TINY_PROFILES = `${TINY_DATASET}
\`\`\`profiles
name: words
dataset: books
\`\`\`
`;

export const TINY_TEXTS = `${TINY_PROFILES}
\`\`\`embeddings
name: semantics
profiles: words
dimensions: 4
min_texts: 1
max_share: 1
\`\`\`
`;

/**
 * A cell that trains small models for a few epochs: the numbers mean nothing.
 * @param lines of its own, e.g. "alignment: contrastive"
 */
export const tinyTrain = (
  name: string,
  lines: readonly string[] = [],
  { epochs = 8, seeds = '[1, 2]' }: { readonly epochs?: number; readonly seeds?: string } = {}
): string =>
  [
    '\n```train',
    `name: ${name}`,
    'dataset: books',
    ...lines,
    'preset: small',
    'dimensions: 8',
    `epochs: ${epochs}`,
    'validate_every: 1',
    'learning_rate: 0.01',
    `seeds: ${seeds}`,
    '```\n'
  ].join('\n');

/** A text with more lines in one of its cells. */
export const withLines = (text: string, name: string, ...lines: readonly string[]): string =>
  text.replace(`name: ${name}\n`, `name: ${name}\n${lines.join('\n')}\n`);

export const TINY_NOTEBOOK = `${TINY_TEXTS}${tinyTrain('base')}${tinyTrain('con', ['embeddings: semantics', 'alignment: contrastive'])}
\`\`\`compare
name: table
runs: [base, con]
references: [popularity, semantic-only]
embeddings: semantics
bootstrap_samples: 200
\`\`\`

\`\`\`recommend
name: one
runs: [base, con]
profiles: words
k: 5
\`\`\`
`;
