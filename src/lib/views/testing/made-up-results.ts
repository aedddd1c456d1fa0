// Made-up results for tests and for looking at pages: shapes are right, numbers mean nothing. Never shipped: only tests
// import this.
import type { ProtocolCard } from '#lib/notebook/kinds/card';
import type { CompareRow } from '#lib/notebook/kinds/compare/stored';
import type { DegreeSummary } from '#lib/notebook/kinds/dataset/stored';
import type { RankedItem } from '#lib/notebook/kinds/recommend/stored';
import type { TrainResult } from '#lib/notebook/kinds/train/stored';
import type { CellRecord, ResultsFile } from '#lib/notebook/results/results';

type Metrics = TrainResult['mean']['test'];
type RunResult = TrainResult['runs'][number];

/** A small generator, so that fixtures are the same each time. */
export function seeded(seed: number): () => number {
  let state = seed % 2147483647 || 1;
  return () => {
    state = (state * 16807) % 2147483647;
    return state / 2147483647;
  };
}

export function metricsAround(recall: number): Metrics {
  const part = (factor: number) => ({
    '5': recall * 0.42 * factor,
    '10': recall * 0.66 * factor,
    '20': recall * factor
  });
  return { recall: part(1), ndcg: part(0.58) };
}

export function degrees(median: number, bins = 14): DegreeSummary {
  const edges = Array.from({ length: bins + 1 }, (_, index) => 1 + index * 4);
  const counts = Array.from(
    { length: bins },
    (_, index) => Math.round(420 * Math.exp(-index / 2.4)) + (index === 0 ? 60 : 1)
  );
  return { min: 1, median, mean: median * 1.6, max: edges[bins] ?? 1, histogram: { edges, counts } };
}

export function run(seed: number, top: number, epochs: number, losses: readonly string[]): RunResult {
  const random = seeded(seed + Math.round(top * 1e4));
  const records = Array.from({ length: epochs }, (_, epoch) => {
    const grown = top * (1 - 0.45 * Math.exp(-epoch / (epochs / 5))) + (random() - 0.5) * 0.0024;
    return {
      epoch,
      losses: Object.fromEntries(losses.map((name, index) => [name, (0.7 / (index + 1)) * Math.exp(-epoch / 30)])),
      ...(epoch % 3 === 0 ? { val: metricsAround(grown) } : {}),
      seconds: 0.21
    };
  });
  const best_epoch = Math.floor((epochs - 10) / 3) * 3;
  return { seed, epochs: records, best_epoch, val: metricsAround(top), test: metricsAround(top * 0.97) };
}

export function train(alignment: string, top: number, epochs: number): TrainResult {
  const losses = alignment === 'none' ? ['bpr_loss', 'reg_loss'] : ['bpr_loss', 'reg_loss', 'kd_loss'];
  const runs = [2023, 2024, 2025].map((seed, index) =>
    run(seed, top + (index - 1) * 0.002, epochs + index * 7, losses)
  );
  const mean = { test: metricsAround(top * 0.97), val: metricsAround(top) };
  const sd = { test: metricsAround(0.0021), val: metricsAround(0.0019) };
  return { kind: 'train', backbone: 'lightgcn', alignment, runs, mean, sd };
}

export function card(alignment: string): ProtocolCard {
  return {
    protocol: {
      dataset: 'bookshop',
      splitHash: '7f3a90c1d2e4',
      candidates: 'all items',
      masking: 'train items masked; validation items not masked at test',
      cutoffs: [5, 10, 20],
      metrics: ['recall', 'ndcg']
    },
    treatment: { backbone: 'lightgcn', alignment, layers: 3, dimensions: 32, learningRate: 0.001 },
    environment: {
      seeds: [2023, 2024, 2025],
      backend: 'wasm',
      adapter: 'SIMD, one thread',
      versions: { tfjs: '4.22.0' },
      seconds: 31.4,
      created: '2026-11-23T14:02:11.000Z'
    }
  };
}

function row(name: string, label: string, recall: number, extra: Partial<CompareRow>): CompareRow {
  return {
    name,
    role: 'run',
    label,
    seeds: [2023, 2024, 2025],
    test: { mean: metricsAround(recall), sd: metricsAround(0.0021) },
    testWithoutNoise: { mean: metricsAround(recall * 1.05), sd: metricsAround(0.0022) },
    differences: [],
    treatment: [],
    ...extra
  };
}

function difference(mean: number, base: number): CompareRow['differences'] {
  return (['recall@20', 'ndcg@20'] as const).map((metric) => ({
    metric,
    mean,
    relative: mean / base,
    bootstrap: { interval95: { low: mean - 0.005, high: mean + 0.005 }, samples: 10000, users: 981 },
    reason: 'three seeds are too few for a paired t-test (five are needed)'
  }));
}

const TITLES = [
  'Night Ferry',
  'The Glass Orchard',
  'A Field Guide to Storms',
  'The Harbour Clock',
  '<b>Not bold</b> & other titles',
  'Salt and Copper',
  'The Last Lighthouse Keeper of a Very Long and Winding Coast',
  'Quiet Machines'
];

function ranked(order: readonly number[], hits: readonly number[], base?: readonly number[]): readonly RankedItem[] {
  return order.map((item, index) => {
    const at = base?.indexOf(item);
    return {
      id: `b-${item}`,
      title: TITLES[item] ?? '',
      score: 3 - index * 0.2,
      heldOut: hits.includes(item),
      ...(at !== undefined && at >= 0 ? { baselineRank: at + 1 } : {})
    };
  });
}

function recordOf(name: string, result: CellRecord['result'], seconds: number, withCard = ''): CellRecord {
  return {
    name,
    kind: result.kind,
    id: `${name}-id-0f31c2`,
    digest: `${name}-digest`,
    seconds,
    result,
    ...(withCard ? { card: card(withCard) } : {})
  };
}

/** Results for the cells of `MADE_UP_NOTEBOOK`. */
export function madeUpResults(): ResultsFile {
  const base = [1, 0, 2, 5, 7, 6, 3, 4];
  return {
    version: 1,
    notebook: 'quick-start.md',
    backend: 'wasm',
    adapter: 'SIMD, one thread',
    created: '2026-11-23T14:02:11.000Z',
    cells: [
      recordOf(
        'books',
        {
          kind: 'dataset',
          title: 'Bookshop',
          description: 'A made-up bookshop whose readers and books have hidden tastes.',
          synthetic: true,
          users: 1000,
          items: 700,
          interactions: { train: 10800, val: 3600, test: 3600 },
          density: 0.0154,
          splitHash: '7f3a90c1d2e4',
          trainDegrees: { user: degrees(8), item: degrees(9) },
          texts: { items: 700, withDescription: 600, reviews: { train: 7312, val: 2431, test: 2450 } }
        },
        0.4
      ),
      recordOf(
        'profiles',
        {
          kind: 'profiles',
          generator: 'template',
          label: 'Written by a template, not by an LLM.',
          users: 1000,
          items: 700,
          without: 12,
          meanWords: { user: 41.2, item: 38.7 },
          samples: (['user', 'item'] as const).map((node) => ({
            node,
            id: `${node}-418`,
            title: node === 'user' ? 'Reader 418' : 'Night Ferry',
            text: 'Enjoys slow seaside mysteries with a stubborn older detective; dislikes gore. Drawn to small towns with secrets.',
            reasoning: 'Most training reviews praise pace and place.',
            evidence: { items: TITLES.slice(0, 3), reviews: 4, fields: ['title', 'description'] }
          }))
        },
        1.2
      ),
      recordOf(
        'semantics',
        {
          kind: 'embeddings',
          encoder: 'lsa',
          label: 'TF-IDF and truncated SVD over the profiles; no language model.',
          dimensions: 128,
          users: 1000,
          items: 700,
          without: 12,
          facts: { 'variance kept': 0.412, terms: 1893 },
          neighbours: [0, 1, 2].map((item) => ({
            title: TITLES[item] ?? '',
            nearest: [3, 5, 6].map((other) => ({ title: TITLES[other] ?? '', cosine: 0.91 - other * 0.04 }))
          }))
        },
        2.1
      ),
      recordOf('base', train('none', 0.161, 90), 18.2, 'none'),
      recordOf('con', train('contrastive', 0.175, 70), 44.5, 'contrastive'),
      recordOf('gen', train('generative', 0.171, 96), 39.9, 'generative'),
      recordOf(
        'table',
        {
          kind: 'compare',
          baseline: 'base',
          rows: [
            row('base', 'base', 0.1562, { alignment: 'none' }),
            row('con', 'contrastive', 0.1698, {
              alignment: 'contrastive',
              differences: difference(0.0136, 0.1562),
              treatment: ['alignment: contrastive (none)', 'weight: 0.2 (–)']
            }),
            row('gen', 'generative', 0.1591, {
              alignment: 'generative',
              differences: difference(0.0029, 0.1562),
              treatment: ['alignment: generative (none)', 'maskRatio: 0.1 (–)']
            }),
            row('popularity', 'popularity', 0.061, {
              role: 'reference',
              seeds: [],
              differences: difference(-0.0952, 0.1562)
            }),
            row('semantic-only', 'words only', 0.042, {
              role: 'reference',
              seeds: [],
              differences: difference(-0.114, 0.1562)
            })
          ],
          notes: [
            'Three seeds: too few for a test over seeds.',
            'Arms of one seed share initialisation, negatives and shuffles.'
          ]
        },
        0.8,
        'none'
      ),
      recordOf(
        'reader',
        {
          kind: 'recommend',
          user: {
            id: 'u-418',
            profile:
              'Enjoys slow seaside mysteries with a stubborn older detective; dislikes gore. Drawn to small towns with secrets.',
            profileLabel: 'profile by template'
          },
          rule: 'Chosen by a rule that looks at no result: the first user of median training degree with a test click.',
          history: TITLES.slice(5).map((title, index) => ({ id: `h-${index}`, title })),
          heldOut: [0, 3].map((item) => ({ id: `b-${item}`, title: TITLES[item] ?? '' })),
          lists: [
            { run: 'base', label: 'base', seed: 2023, items: ranked(base, [0, 3]) },
            { run: 'con', label: 'contrastive', seed: 2023, items: ranked([0, 3, 1, 2, 6, 5, 7, 4], [0, 3], base) },
            { run: 'gen', label: 'generative', seed: 2023, items: ranked([0, 1, 3, 2, 5, 6, 7, 4], [0, 3], base) }
          ],
          shared: [
            { words: 'seaside mysteries', items: ['Night Ferry', 'The Harbour Clock'] },
            { words: 'small towns', items: ['Night Ferry'] }
          ]
        },
        0.3,
        'none'
      )
    ]
  };
}

export const MADE_UP_NOTEBOOK = `# Do words help a recommender that knows only clicks?

A bookshop of 1,000 readers. One model learns from clicks alone; two more also read a profile of every reader and book.
Everything below runs in this tab.

The results below are *stored*: they came with the page. Press **Run all** to make them yourself.

## The data

Clicks are sparse and some of them lie.

\`\`\`dataset
name: books
source: bookshop
\`\`\`

## From clicks to words

\`\`\`profiles
name: profiles
dataset: books
generator: template
\`\`\`

\`\`\`embeddings
name: semantics
profiles: profiles
encoder: lsa
dimensions: 128
\`\`\`

## Three models

The first reads clicks only. The other two pull its embeddings towards the words.

\`\`\`train
name: base # the arm that all others are compared with
dataset: books
backbone: lightgcn
alignment: none
preset: small
seeds: [2023, 2024, 2025]
\`\`\`

\`\`\`train
name: con
dataset: books
embeddings: semantics
backbone: lightgcn
alignment: contrastive
preset: small
seeds: [2023, 2024, 2025]
\`\`\`

\`\`\`train
name: gen
dataset: books
embeddings: semantics
backbone: lightgcn
alignment: generative
preset: small
seeds: [2023, 2024, 2025]
\`\`\`

## What it says

\`\`\`compare
name: table
runs: [base, con, gen]
baseline: base
\`\`\`

Pick a reader and watch what the words changed.

\`\`\`recommend
name: reader
runs: [base, con, gen]
profiles: profiles
user: auto
\`\`\`
`;
