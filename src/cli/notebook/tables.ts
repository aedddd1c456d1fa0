// Results as the command line prints them: what the page shows of each cell, as text.
import { largest } from '#lib/elementary/extent';
import { printable } from '#lib/errors/printable';
import type { CompareResult, CompareRow, Difference } from '#lib/notebook/kinds/compare/stored';
import type { DatasetResult, PreparationSummary } from '#lib/notebook/kinds/dataset/stored';
import type { CellKind, ResultOf } from '#lib/notebook/kinds/registry';
import { valuesOf } from '#lib/notebook/guide/values';
import type { EmbeddingsResult } from '#lib/notebook/kinds/embeddings/stored';
import type { ProfilesResult } from '#lib/notebook/kinds/profiles/stored';
import type { RecommendResult } from '#lib/notebook/kinds/recommend/stored';
import type { RerankResult } from '#lib/notebook/kinds/rerank/stored';
import type { TrainResult } from '#lib/notebook/kinds/train/stored';
import type { CellRecord } from '#lib/notebook/results/results';
import type { UsageReport } from '#lib/llm/cost/usage';
import type { RerankRow } from '#lib/studies/rerank/rerank';
import { describeCaseStudy } from './case-study-table';
import { describeClaim, describeLedger } from './claim-tables';
import { describeEvaluation } from './evaluate-table';
import { describeSweep } from './sweep-table';
import { describeTuning } from './tune-table';
import { count, cut, duration, interval, metric, percent, signed, textTable } from './text-table';
import { describeTimes } from './time-table';
import { valuesTable } from './values-table';

type Metrics = TrainResult['mean']['test'];

const COLUMNS = [
  ['recall', '5'],
  ['recall', '10'],
  ['recall', '20'],
  ['ndcg', '5'],
  ['ndcg', '10'],
  ['ndcg', '20']
] as const;
const HEADINGS = COLUMNS.map(([name, cutoff]) => `${name}@${cutoff}`);
const TITLE_WIDTH = 42;
const FILES_NAMED = 6;

/** A heading line and the cell's result. */
export function describeRecord({ name, kind, seconds, result }: CellRecord): string {
  return `${kind} ${name} (${duration(seconds)})\n${indent(describeResult(kind, result))}`;
}

/** Kinds that have more to print than their named numbers. */
const TABLES: { readonly [Kind in CellKind]?: (result: ResultOf<Kind>) => string } = {
  dataset: describeDataset,
  profiles: describeProfiles,
  embeddings: describeEmbeddings,
  train: describeTrain,
  compare: describeComparison,
  sweep: describeSweep,
  tune: describeTuning,
  evaluate: describeEvaluation,
  time: describeTimes,
  recommend: describeRecommendation,
  rerank: describeReranking,
  claim: describeClaim,
  ledger: describeLedger,
  'case-study': describeCaseStudy,
  figure: ({ data }) => valuesTable(data.show, data.values)
};

function describeResult<Kind extends CellKind>(kind: Kind, result: ResultOf<Kind>): string {
  return TABLES[kind]?.(result) ?? valuesTable(kind, valuesOf(result));
}

const indent = (text: string): string => text.replace(/^(?=.)/gm, '  ');

function describeDataset(result: DatasetResult): string {
  const { train, val, test } = result.interactions;
  const { user, item } = result.trainDegrees;
  return [
    `${printable(result.title)}${result.synthetic ? ' (synthetic)' : ''}: ${count(result.users)} users, ${count(result.items)} items`,
    `interactions: ${count(train)} train, ${count(val)} validation, ${count(test)} test; density ${result.density.toExponential(2)}`,
    `median training degree: ${user.median} of users, ${item.median} of items; split ${result.splitHash.slice(0, 12)}`,
    ...(result.preparation ? describePreparation(result.preparation) : [])
  ].join('\n');
}

/** Every step with what it left, and lines that were left out. */
function describePreparation({ steps, report, join }: PreparationSummary): string[] {
  const change = (before: number, after: number): string =>
    before === after ? count(after) : `${count(before)} → ${count(after)}`;
  const skipped = (report?.files ?? []).flatMap(({ path, skipped: list }) =>
    list.map((skip) => `${count(skip.count)} lines of ${printable(path)} left out: ${printable(skip.reason)}`)
  );
  const table = textTable([
    ['step', 'interactions', 'users', 'items'],
    ...steps.map(({ step, before, after }) => [
      step,
      change(before.interactions, after.interactions),
      change(before.users, after.users),
      change(before.items, after.items)
    ])
  ]);
  const noted = (report?.files ?? []).flatMap(({ path, notes = [] }) =>
    notes.map((note) => {
      const [example] = note.samples;
      const shown = example ? `, e.g. line ${count(example.line)}: ${printable(example.text)}` : '';
      return `${count(note.count)} lines of ${printable(path)}: ${printable(note.reason)}${shown}`;
    })
  );
  return [
    ...(report ? describeFiles(report) : []),
    ...skipped,
    ...noted,
    ...(join.interactionsWithoutItem
      ? [`${count(join.interactionsWithoutItem)} interactions with items that no line describes`]
      : []),
    ...(steps.length > 0 ? [table] : [])
  ];
}

/** What every file was taken for: a line of the interactions, one of what describes them, one of what is not read; then what else is said. */
function describeFiles({ taken = [], remarks = [] }: NonNullable<PreparationSummary['report']>): string[] {
  const named = (role: (typeof taken)[number]['role'], between: string): string => {
    const own = taken.filter((file) => file.role === role);
    const texts = own
      .slice(0, FILES_NAMED)
      .map(({ path, because }) => printable(because ? `${path} (${because})` : path));
    return [...texts, ...(own.length > FILES_NAMED ? [`${own.length - FILES_NAMED} more`] : [])].join(between);
  };
  if (taken.length === 0) return [];
  return [
    `interactions: ${named('interactions', '; ') || 'none'}`,
    `items: ${named('items', '; ') || 'no file'} · users: ${named('users', '; ') || 'no file'}`,
    `not read: ${named('ignored', '; ') || 'nothing'}`,
    ...remarks.map(printable)
  ];
}

function describeProfiles(result: ProfilesResult): string {
  const { user, item } = result.meanWords;
  return [
    printable(result.label),
    `${count(result.users)} users (${user.toFixed(0)} words on average), ${count(result.items)} items (${item.toFixed(0)} words), ${count(result.without)} without a profile`,
    ...(result.edited ? [`${count(result.edited)} changed by hand`] : []),
    ...(result.usage ? describeUsage(result.usage) : [])
  ].join('\n');
}

/** What a service was estimated to take and what it took, in sum and for each answer. */
function describeUsage({ host, models, parts, problems }: UsageReport<string>): string[] {
  const dollars = (amount: number | null) => (amount === null ? '–' : `$${amount.toPrecision(3)}`);
  const each = (amount: number, answers: number) => (amount / answers).toFixed(0);
  const rows = parts.map(({ node, answers, calls, estimated, recorded }) => [
    `${node}s`,
    count(answers),
    calls > 0 ? count(calls) : '–',
    ...[estimated, recorded].flatMap((amount) =>
      amount
        ? [
            `${count(amount.inputTokens)} + ${count(amount.outputTokens)}`,
            `${each(amount.inputTokens, answers)} + ${each(amount.outputTokens, answers)}`,
            dollars(amount.dollars)
          ]
        : ['not counted', '–', '–']
    )
  ]);
  const unusable = Object.entries(problems).map(([problem, times]) => `${count(times)} ${printable(problem)}`);
  return [
    `asked ${printable(host)}, answered by ${models.map(printable).join(', ')}; tokens in + out`,
    textTable([['', 'answers', 'requests', 'estimated', 'each', 'cost', 'recorded', 'each', 'cost'], ...rows]),
    ...(unusable.length > 0 ? [`answers that cannot be used: ${unusable.join(', ')}`] : [])
  ];
}

function describeWords({
  recall,
  users,
  items,
  languages,
  warnings
}: NonNullable<EmbeddingsResult['words']>): string[] {
  const alike = (cosine: number | null): string => (cosine === null ? 'none' : cosine.toFixed(2));
  return [
    ...(recall
      ? [
          `by these vectors alone: recall@20 ${metric(recall.value)} on ${recall.part} (chance ${metric(recall.chance)}, ${count(recall.users)} of ${count(recall.of)} users)`
        ]
      : []),
    `mean cosine of two users ${alike(users.cosine)}, of two items ${alike(items.cosine)}; with another one's vector: ${count(users.same)} users, ${count(items.same)} items`,
    ...(languages.length > 0
      ? [`texts: ${languages.map(({ name, texts }) => `${count(texts)} ${printable(name)}`).join(', ')}`]
      : []),
    ...warnings.map((warning) => `! ${printable(warning)}`)
  ];
}

function describeEmbeddings(result: EmbeddingsResult): string {
  const facts = Object.entries(result.facts).map(
    ([key, value]) => `${printable(key)} ${typeof value === 'number' ? Number(value.toPrecision(4)) : printable(value)}`
  );
  return [
    printable(result.label),
    `${result.dimensions} dimensions, ${count(result.without)} of ${count(result.users + result.items)} without a vector`,
    ...(facts.length > 0 ? [facts.join(', ')] : []),
    ...(result.words ? describeWords(result.words) : []),
    ...(result.usage ? describeUsage(result.usage) : [])
  ].join('\n');
}

function metricsRow(metrics: Metrics, sd: Metrics | null): string[] {
  return COLUMNS.map(([name, cutoff]) => {
    // The main metrics carry their spread; all six would not fit a terminal.
    const spread = sd && cutoff === '20' ? ` ± ${metric(sd[name][cutoff])}` : '';
    return metric(metrics[name][cutoff]) + spread;
  });
}

function describeTrain(result: TrainResult): string {
  const several = result.runs.length > 1;
  return textTable([
    ['test, seed', 'epochs', 'best', ...HEADINGS],
    ...result.runs.map((run) => [
      String(run.seed),
      String(run.epochs.length),
      String(run.best_epoch),
      ...(run.test ? metricsRow(run.test, null) : HEADINGS.map(() => '–'))
    ]),
    ...(several ? [['mean ± sd', '', '', ...metricsRow(result.mean.test, result.sd.test)]] : [])
  ]);
}

function describeComparison({ rows, baseline, ownBaselines, splits, notes }: CompareResult): string {
  const hasSpread = (row: CompareRow): boolean => splits !== undefined || row.seeds.length > 1;
  const base = rows.find((row) => row.name === baseline);
  const tables = [
    textTable([
      ['test', ...(splits ? ['splits'] : []), 'seeds', ...HEADINGS],
      ...rows.map((row) => [
        printable(row.label),
        ...(splits ? [String(splits.length)] : []),
        row.role === 'reference' ? '' : String(row.seeds.length),
        ...metricsRow(row.test.mean, hasSpread(row) ? row.test.sd : null)
      ])
    ]),
    textTable([
      [
        ownBaselines ? 'against its own base' : `against ${printable(base?.label ?? baseline)}`,
        'metric',
        'difference',
        'relative',
        '95 % over users',
        splits ? 'over splits' : 'over seeds'
      ],
      ...rows.flatMap((row) => row.differences.map((difference) => differenceRow(row, difference)))
    ]),
    ...withoutNoise(rows, hasSpread)
  ];
  const said = splits ? [`Splits of seeds ${splits.join(', ')}: means and spreads are over splits.`, ...notes] : notes;
  return [...tables, said.map((note) => `- ${printable(note)}`).join('\n')].join('\n\n');
}

function differenceRow(
  row: CompareRow,
  { metric: name, mean, relative, bootstrap, pairedT, resampledT, reason }: Difference
): string[] {
  const tested = pairedT ?? resampledT;
  const test = tested
    ? `${resampledT ? 'corrected ' : ''}t(${tested.df}) = ${tested.t.toFixed(2)}, p = ${tested.p.toPrecision(2)} (Holm ${(tested.pHolm ?? tested.p).toPrecision(2)})`
    : (reason ?? '');
  return [printable(row.label), name, signed(mean), percent(relative), interval(bootstrap?.interval95), test];
}

function withoutNoise(rows: readonly CompareRow[], hasSpread: (row: CompareRow) => boolean): string[] {
  const measured = rows.flatMap((row) => (row.testWithoutNoise ? [{ row, test: row.testWithoutNoise }] : []));
  if (measured.length === 0) return [];
  return [
    textTable([
      ['test without noise clicks', ...HEADINGS],
      ...measured.map(({ row, test }) => [
        printable(row.label),
        ...metricsRow(test.mean, hasSpread(row) ? test.sd : null)
      ])
    ])
  ];
}

function describeRecommendation(result: RecommendResult): string {
  const depth = largest(
    result.lists.map((list) => list.items.length),
    0
  );
  const title = (text: string) => cut(printable(text), TITLE_WIDTH);
  const rows = Array.from({ length: depth }, (_, at) => [
    String(at + 1),
    ...result.lists.map(({ items }) => {
      const item = items[at];
      return item ? `${item.heldOut ? '* ' : '  '}${title(item.title)}` : '';
    })
  ]);
  const left = [0, ...result.lists.map((_, at) => at + 1)];
  const shared = result.shared.map(({ words }) => printable(words));
  return [
    `user ${printable(result.user.id)}: ${result.history.length} training items, ${result.heldOut.length} held out${result.rule ? `. ${printable(result.rule)}` : ''}`,
    ...(result.user.profile ? [printable(result.user.profile)] : []),
    ...(shared.length > 0 ? [`words shared with the items below: ${shared.join(', ')}`] : []),
    '',
    textTable(
      [
        [
          '',
          ...result.lists.map(
            ({ label, seed }) => `  ${printable(label)}${seed === undefined ? '' : ` (seed ${seed})`}`
          )
        ],
        ...rows
      ],
      left
    ),
    '* held-out item'
  ].join('\n');
}

function describeReranking({ label, model, order, users, rows, examples, usage }: RerankResult): string {
  const columns = ['recall', 'ndcg'].flatMap((name) => ['10', '20'].map((cutoff) => `${name}@${cutoff}`));
  const line = (candidates: string, list: string, values: RerankRow['before']): string[] => [
    candidates,
    list,
    metric(values.recall['10']),
    metric(values.recall['20']),
    metric(values.ndcg['10']),
    metric(values.ndcg['20'])
  ];
  const table = textTable([
    ['candidates', 'list', ...columns],
    ...rows.flatMap((row) => [
      line(String(row.candidates), printable(label), row.before),
      line('', `by ${printable(model)}`, row.after),
      line('', 'best possible', row.ceiling)
    ])
  ]);
  const differences = textTable([
    ['candidates', 'metric', 'after − before', '95 % over users'],
    ...rows.flatMap(({ candidates, differences: all }) =>
      all.map(({ metric: name, cutoff, mean, interval95 }) => [
        String(candidates),
        `${name}@${cutoff}`,
        signed(mean),
        interval(interval95)
      ])
    )
  ]);
  const faults = textTable([
    ['candidates', 'usable', 'failed', 'not among the candidates', 'in lists', 'repeated', 'places left empty'],
    ...rows.map((row) =>
      [
        row.candidates,
        row.answered,
        row.failed,
        row.hallucinated,
        row.listsWithHallucinations,
        row.repeated,
        row.missing
      ].map(String)
    )
  ]);
  const reasons = examples.map(
    ({ user, reasoning, problem }) => `user ${printable(user)}: ${printable(problem ?? reasoning)}`
  );
  return [
    `${count(users)} users, candidates shown in ${order === 'shuffled' ? 'a random order' : 'the recommender’s order'}; means over users with a usable answer, nothing filled in`,
    table,
    differences,
    faults,
    reasons.join('\n'),
    ...(usage ? [describeUsage(usage).join('\n')] : [])
  ].join('\n\n');
}
