// Runs as a reader looks at them: named by what differs from the others in view, filtered by words, sorted, grouped. The page and the
// command line do it with this. Pure; nothing is stored or read.
import { inOrder, type Sortable, type Sorting } from '#lib/elementary/order';
import { isImported, type RunSummary } from './run-summary';

/** What a name says of backbone and alignment already. */
const IN_LABEL: readonly string[] = ['backbone', 'alignment'];

type Value = string | number | boolean;

/** The order of a list that nobody has sorted. */
export const newestFirst = (a: { readonly created: string }, b: { readonly created: string }): number =>
  a.created < b.created ? 1 : a.created > b.created ? -1 : 0;

/** Hexadecimal digits that tell splits apart. */
const SHORT = 8;

/** Of a run beside its settings: its data and their split come first. */
const PLACES: readonly (readonly [key: string, of: (run: RunSummary) => Value])[] = [
  ['data', ({ data }) => data],
  ['split', ({ splitHash }) => splitHash.slice(0, SHORT)]
];

interface Known {
  readonly of: RunSummary;
  readonly settings: ReadonlyMap<string, Value>;
}

/** By the treatment, which runs of an arm share where the list comes from the index: ten thousand runs have few of them. */
const knownSettings = new WeakMap<RunSummary['treatment'], Known>();

/** The same map for runs of an arm that share their treatment. */
function settingsOf(run: RunSummary): ReadonlyMap<string, Value> {
  const known = knownSettings.get(run.treatment);
  if (known && known.of.data === run.data && known.of.splitHash === run.splitHash) return known.settings;
  const own = Object.entries(run.treatment).filter(([key]) => !IN_LABEL.includes(key));
  const settings = new Map([...PLACES.map(([key, of]): [string, Value] => [key, of(run)]), ...own]);
  knownSettings.set(run.treatment, { of: run, settings });
  return settings;
}

/** What is worked out once for all runs that share settings and label. */
function onceAnArm<Result>(work: (run: RunSummary, settings: ReadonlyMap<string, Value>) => Result) {
  const done = new Map<ReadonlyMap<string, Value>, Map<string, Result>>();
  return (run: RunSummary): Result => {
    const settings = settingsOf(run);
    const byLabel = done.get(settings) ?? new Map<string, Result>();
    if (byLabel.size === 0) done.set(settings, byLabel);
    const known = byLabel.get(run.label);
    if (known !== undefined) return known;
    const result = work(run, settings);
    byLabel.set(run.label, result);
    return result;
  };
}

interface CountedArm {
  readonly settings: ReadonlyMap<string, Value>;
  readonly label: string;
  count: number;
}

/** Runs by settings and label, those that share both put together. */
function countedArms(runs: readonly RunSummary[]): readonly CountedArm[] {
  const arms: CountedArm[] = [];
  const armOfRun = onceAnArm(({ label }, settings) => {
    const arm = { settings, label, count: 0 };
    arms.push(arm);
    return arm;
  });
  for (const run of runs) armOfRun(run).count++;
  return arms;
}

/** What a run says of a setting, its data or its split; undefined where it has no such setting. */
export const settingOf = (run: RunSummary, key: string): Value | undefined => settingsOf(run).get(key);

/**
 * Settings that tell the runs apart beside their labels, in the order in which they are written: those with two values among them. What a
 * run lacks counts as a value among runs of its own label only: that one alignment has a temperature and another has none is told by the label.
 */
export function differingSettings(runs: readonly RunSummary[]): readonly string[] {
  const values = new Map<string, Set<Value>>();
  const byLabel = new Map<string, { runs: number; readonly having: Map<string, number> }>();
  for (const arm of countedArms(runs)) {
    const label = byLabel.get(arm.label) ?? { runs: 0, having: new Map<string, number>() };
    byLabel.set(arm.label, label);
    label.runs += arm.count;
    for (const [key, value] of arm.settings) {
      const known = values.get(key) ?? new Set();
      values.set(key, known.add(value));
      label.having.set(key, (label.having.get(key) ?? 0) + arm.count);
    }
  }
  const isPartly = (key: string): boolean =>
    [...byLabel.values()].some(({ runs: all, having }) => having.has(key) && having.get(key) !== all);
  return [...values].filter(([key, known]) => known.size > 1 || isPartly(key)).map(([key]) => key);
}

/** Of these those that a run was trained by: data and split have places of their own. */
export const differingTreatment = (runs: readonly RunSummary[]): readonly string[] =>
  differingSettings(runs).filter((key) => !PLACES.some(([place]) => place === key));

const written = (key: string, value: Value): string =>
  value === true ? key : value === false ? `no ${key}` : key === 'data' ? String(value) : `${key} ${String(value)}`;

/** "LightGCN-Con · layers 3": its label and what differs of it. The seed stands beside it. */
export function runName(run: RunSummary, differing: readonly string[]): string {
  const settings = settingsOf(run);
  const parts = differing.flatMap((key) => {
    const value = settings.get(key);
    return value === undefined ? [] : [written(key, value)];
  });
  return [run.label, ...parts].join(' · ');
}

/** A run as it stands in a list. */
export interface NamedRun {
  readonly run: RunSummary;
  /** By what differs among the runs in view. */
  readonly name: string;
}

/** The runs in view, named. What nothing stored tells apart but its inputs (other words behind the same settings) has a part of its id. */
export function namedRuns(runs: readonly RunSummary[]): readonly NamedRun[] {
  const differing = differingSettings(runs);
  const nameOf = onceAnArm((run) => runName(run, differing));
  const named = runs.map((run) => ({ run, name: nameOf(run) }));
  const seeds = new Map<string, Map<number, number>>();
  for (const { run, name } of named) {
    const times = seeds.get(name) ?? new Map<number, number>();
    if (times.size === 0) seeds.set(name, times);
    times.set(run.seed, (times.get(run.seed) ?? 0) + 1);
  }
  return named.map((one) =>
    (seeds.get(one.name)?.get(one.run.seed) ?? 0) > 1
      ? { run: one.run, name: `${one.name} · ${one.run.id.slice(0, SHORT)}` }
      : one
  );
}

/** Everything of a run that words are looked for in. */
function wordsOf(run: RunSummary): string {
  const settings = [...settingsOf(run), ['seed', run.seed] as const].map(
    ([key, value]) => `${key} ${key}=${String(value)}`
  );
  const { label, alignment, data, splitHash, backend, adapter, created, id } = run;
  return [label, alignment, data, splitHash, ...settings, backend, adapter, created, id].join('\n').toLowerCase();
}

const searched = new WeakMap<RunSummary, string>();

/** Runs that have all of the words: parts of a label, a data set, a split, a date, an id, or a setting as `layers=3`. */
export function matchingRuns(runs: readonly RunSummary[], asked: string): readonly RunSummary[] {
  const words = asked.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return runs;
  return runs.filter((run) => {
    const text = searched.get(run) ?? wordsOf(run);
    searched.set(run, text);
    return words.every((word) => text.includes(word));
  });
}

/** Test metrics, the one that counts first. */
export const METRIC_KEYS = (['20', '10', '5'] as const).flatMap((cutoff) =>
  (['recall', 'ndcg'] as const).map((metric) => ({ metric, cutoff }))
);

export interface RunColumn {
  readonly key: string;
  readonly label: string;
  readonly valueOf: (named: NamedRun) => Sortable;
  readonly isNumber: boolean;
}

export const METRIC_COLUMNS: readonly RunColumn[] = METRIC_KEYS.map(({ metric, cutoff }) => ({
  key: `${metric}@${cutoff}`,
  label: `${metric}@${cutoff}`,
  valueOf: ({ run }: NamedRun) => run.test[metric][cutoff],
  isNumber: true
}));

/** What runs can be sorted by, in the order of the columns. */
export const RUN_COLUMNS: readonly RunColumn[] = [
  { key: 'name', label: 'run', valueOf: ({ name }) => name, isNumber: false },
  ...METRIC_COLUMNS.slice(0, 2),
  { key: 'seed', label: 'seed', valueOf: ({ run }) => run.seed, isNumber: true },
  { key: 'data', label: 'data', valueOf: ({ run }) => run.data, isNumber: false },
  { key: 'split', label: 'protocol', valueOf: ({ run }) => run.splitHash, isNumber: false },
  { key: 'made', label: 'made', valueOf: ({ run }) => Date.parse(run.created), isNumber: true },
  { key: 'time', label: 'time taken', valueOf: ({ run }) => (isImported(run) ? null : run.seconds), isNumber: true },
  ...METRIC_COLUMNS.slice(2)
];

export function sortedRuns(runs: readonly NamedRun[], sorting: Sorting<string> | null): readonly NamedRun[] {
  const column = RUN_COLUMNS.find(({ key }) => key === sorting?.by);
  return column && sorting ? inOrder(runs, column.valueOf, sorting.down) : runs;
}

/** What runs can be put together by. */
export const GROUPINGS = ['none', 'settings', 'protocol', 'model'] as const;
export type Grouping = (typeof GROUPINGS)[number];

export interface RunGroup {
  readonly key: string;
  readonly title: string;
  readonly runs: readonly NamedRun[];
}

/** Runs whose numbers may be held against each other: all else of the protocol is the same for every stored run (kinds/card.ts). */
export const protocolOf = ({ splitHash }: RunSummary): string => splitHash;

/** What is one arm of a comparison: the same settings on the same split, whatever the seed. */
export function armOf(run: RunSummary): string {
  return JSON.stringify([protocolOf(run), Object.entries(run.treatment).sort(([a], [b]) => (a < b ? -1 : 1))]);
}

const GROUPED: Readonly<Record<Grouping, (named: NamedRun) => readonly [key: string, title: string]>> = {
  none: () => ['', ''],
  settings: ({ run, name }) => [armOf(run), name],
  protocol: ({ run }) => [protocolOf(run), `${run.data}, split ${run.splitHash.slice(0, SHORT)}`],
  model: ({ run }) => [run.label, run.label]
};

/** In the order in which their first runs stand. */
export function groupedRuns(runs: readonly NamedRun[], by: Grouping): readonly RunGroup[] {
  const groups = new Map<string, { title: string; runs: NamedRun[] }>();
  for (const named of runs) {
    const [key, title] = GROUPED[by](named);
    const group = groups.get(key) ?? { title, runs: [] };
    groups.set(key, group);
    group.runs.push(named);
  }
  return [...groups].map(([key, group]) => ({ key, ...group }));
}

/** Runs of the same settings, named by what differs among these arms; in the order in which their first runs stand. */
export function namedArms(runs: readonly NamedRun[]): readonly Omit<RunGroup, 'key'>[] {
  const arms = groupedRuns(runs, 'settings');
  const names = namedRuns(arms.flatMap((arm) => arm.runs.slice(0, 1).map(({ run }) => run)));
  return arms.map((arm, at) => ({ title: names[at]?.name ?? '', runs: arm.runs }));
}
