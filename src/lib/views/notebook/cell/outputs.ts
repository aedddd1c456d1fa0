// What shows the results of each kind of cell: one line a kind. What nearly every notebook has comes with the page; the rest is code of its
// own. A page that comes with such a result loads it before it is drawn, so that it is complete without JavaScript; where a reader adds
// such a cell, it is fetched then.
import { getContext, setContext, type Component } from 'svelte';
import type { CellKind, CellResult, ResultOf } from '#lib/notebook/kinds/registry';
import type { CurveArm } from '../../charts/learning-curves';
import { loadFigures, type FigureComponents } from '../../outputs/figure-components';
import DatasetOutput from '../../outputs/DatasetOutput.svelte';
import FigureOutput from '../../outputs/FigureOutput.svelte';
import TrainOutput from '../../outputs/TrainOutput.svelte';
import { NOTHING_TRAINED } from '../../outputs/nothing-trained';
import type { PackedResult } from '../../results/packed-results';
import { loadParts, type OutputParts } from './output-parts';

/** What an output may take; most need the first two. */
export interface OutputProps<Result> {
  result: Result;
  /** The cell's name. */
  cell: string;
  /** What the result is while the cell is run again, or was not run to the end; empty where it is the cell's own. */
  mark: string;
  /** Curves to draw where this is a train cell. */
  arms: readonly CurveArm[];
  /** Computes a recommend cell's lists for another user. */
  recommend: (user: string) => Promise<ResultOf<'recommend'>>;
  /** Address of Explore with this notebook and what else the query says; null where the notebook is not kept. */
  explore: ((query: Readonly<Record<string, string>>) => string) | null;
  figures: FigureComponents;
  parts: OutputParts;
}
type OutputComponent<Kind extends CellKind> = Component<OutputProps<ResultOf<Kind>>>;

/**
 * A component with what it draws. It is a method, so that one for a single kind can stand among those for all: whoever takes it from there
 * hands it results of that kind only.
 */
interface Drawer<Result extends CellResult = CellResult> {
  component(...given: Parameters<Component<OutputProps<Result>>>): ReturnType<Component<OutputProps<Result>>>;
}

type Output<Kind extends CellKind> = (
  { readonly component: OutputComponent<Kind> } | { readonly load: () => Promise<{ default: OutputComponent<Kind> }> }
) & {
  /** It takes the width of the page, not that of the text; it does not, where left out. */
  readonly isWide?: (arms: readonly CurveArm[]) => boolean;
  /** It shows a run under way too: what stands for its result until there is one. */
  readonly empty?: ResultOf<Kind>;
  /** What a reader chose in one result means nothing in the next. */
  readonly startsAnew?: true;
};

const isWide = () => true;
const rare = () => import('./rare-outputs');

const OUTPUTS: { readonly [Kind in CellKind]: Output<Kind> } = {
  dataset: { component: DatasetOutput },
  profiles: { load: () => import('../../outputs/ProfilesOutput.svelte') },
  embeddings: { load: () => import('../../outputs/EmbeddingsOutput.svelte') },
  train: { component: TrainOutput, isWide: (arms) => arms.length > 0, empty: NOTHING_TRAINED },
  compare: { load: () => import('../../outputs/CompareOutput.svelte'), isWide },
  tune: { load: async () => (await rare()).tune(), isWide },
  sweep: { load: async () => (await rare()).sweep(), isWide },
  evaluate: { load: async () => (await rare()).evaluate(), isWide },
  time: { load: async () => (await rare()).time(), isWide },
  recommend: { load: () => import('../../outputs/RecommendOutput.svelte'), isWide, startsAnew: true },
  rerank: { load: async () => (await rare()).rerank(), isWide },
  'case-study': { load: async () => (await rare()).caseStudy(), isWide },
  claim: { load: async () => (await rare()).claim(), isWide },
  ledger: { load: async () => (await rare()).ledger(), isWide },
  figure: { component: FigureOutput, isWide, startsAnew: true }
};

const isShown = (kind: string): kind is CellKind => Object.hasOwn(OUTPUTS, kind);

/** Those that were fetched: by kind, and figures by what they show. */
export interface LoadedOutputs {
  readonly byKind: ReadonlyMap<string, Drawer>;
  readonly figures: FigureComponents;
  readonly parts: OutputParts;
}

/** What an output is chosen by: a result as it is stored or packed. */
export type ResultKind = {
  readonly kind: CellKind;
  readonly data?: { readonly show: ResultOf<'figure'>['data']['show'] };
};

/** The outputs that these results need beyond those that every notebook has. */
export async function loadOutputs(results: readonly (CellResult | PackedResult)[]): Promise<LoadedOutputs> {
  const byKind = new Map<string, Drawer>();
  const load = async <Kind extends CellKind>(kind: Kind): Promise<void> => {
    const output: Output<Kind> = OUTPUTS[kind];
    if ('component' in output) return;
    const drawer: Drawer<ResultOf<Kind>> = { component: (await output.load()).default };
    byKind.set(kind, drawer);
  };
  const kinds = new Set(results.map(({ kind }) => kind).filter(isShown));
  const [figures, parts] = await Promise.all([
    loadFigures(new Set(results.flatMap((result) => (result.kind === 'figure' ? result.data.show : [])))),
    loadParts(results),
    ...[...kinds].map((kind) => load(kind))
  ]);
  return { byKind, figures, parts };
}

/** Those of `shown`, a page's results by cell. */
export const loadOutputsOf = (
  shown: Readonly<Record<string, { readonly record: { readonly result: CellResult | PackedResult } }>>
): Promise<LoadedOutputs> => loadOutputs(Object.values(shown).map(({ record }) => record.result));

/** With `more` beside those that are loaded already. */
export const withMore = (loaded: LoadedOutputs, more: LoadedOutputs): LoadedOutputs => ({
  byKind: new Map([...loaded.byKind, ...more.byKind]),
  figures: { ...loaded.figures, ...more.figures },
  parts: { ...loaded.parts, ...more.parts }
});

/** What draws results of this kind; undefined where it is not loaded, or there is nothing that does. */
export function outputFor<Kind extends CellKind>(loaded: LoadedOutputs, kind: Kind): Drawer | undefined {
  if (!isShown(kind)) return undefined;
  const output: Output<Kind> = OUTPUTS[kind];
  if (!('component' in output)) return loaded.byKind.get(kind);
  const drawer: Drawer<ResultOf<Kind>> = output;
  return drawer;
}

/** Whether a result can be shown by what is loaded. */
export const hasOutput = (loaded: LoadedOutputs, { kind, data }: ResultKind): boolean =>
  outputFor(loaded, kind) !== undefined && (data === undefined || loaded.figures[data.show] !== undefined);

export const isWideOutput = (kind: CellKind, arms: readonly CurveArm[]): boolean =>
  OUTPUTS[kind].isWide?.(arms) ?? false;
export const emptyResult = (kind: CellKind): CellResult | undefined => OUTPUTS[kind].empty;
export const startsAnew = (kind: CellKind): boolean => OUTPUTS[kind].startsAnew === true;

const KEY = Symbol('outputs');

export function provideOutputs(outputs: LoadedOutputs): void {
  setContext(KEY, outputs);
}

/** To be called while a component is made. */
export function useOutputs(): LoadedOutputs {
  return getContext<LoadedOutputs | undefined>(KEY) ?? { byKind: new Map(), figures: {}, parts: {} };
}
