// What draws each figure: one line a figure, code of its own. A page that comes with a figure loads that one before it is drawn.
import type { Component } from 'svelte';
import type { FigureResult } from '#lib/notebook/kinds/figure/stored';

type FigureData = FigureResult['data'];
type FigureName = FigureData['show'];

interface FigureProps<Data> {
  data: Data;
  /** The cell's name. */
  cell: string;
}
type FigureComponent<Name extends FigureName> = Component<FigureProps<Extract<FigureData, { show: Name }>>>;

const FIGURE_COMPONENTS: { readonly [Name in FigureName]: () => Promise<{ default: FigureComponent<Name> }> } = {
  noise: () => import('./figures/noise/NoiseFigure.svelte'),
  propagation: () => import('./figures/propagation/PropagationFigure.svelte'),
  layers: () => import('./figures/layers/LayersFigure.svelte'),
  ranking: () => import('./figures/ranking/RankingFigure.svelte'),
  leak: () => import('./figures/leak/LeakFigure.svelte'),
  spaces: () => import('./figures/spaces/SpacesFigure.svelte'),
  pull: () => import('./figures/pull/PullFigure.svelte'),
  bound: () => import('./figures/bound/BoundFigure.svelte'),
  matching: () => import('./figures/matching/MatchingFigure.svelte'),
  candidates: () => import('./figures/candidates/CandidatesFigure.svelte'),
  reranked: () => import('./figures/reranked/RerankedFigure.svelte')
};

/**
 * A component with what it draws. It is a method, so that one for a single figure can stand among those for all: whoever takes it from
 * there hands it data of that figure only.
 */
interface FigureDrawer<Data extends FigureData = FigureData> {
  component(...given: Parameters<Component<FigureProps<Data>>>): ReturnType<Component<FigureProps<Data>>>;
}

/** Those that were fetched, by what they show. */
export type FigureComponents = Readonly<Partial<Record<FigureName, FigureDrawer>>>;

const isFigure = (name: string): name is FigureName => Object.hasOwn(FIGURE_COMPONENTS, name);

/** @param names of figures; one that nothing here draws is left out */
export async function loadFigures(names: ReadonlySet<string>): Promise<FigureComponents> {
  const load = async <Name extends FigureName>(name: Name): Promise<[Name, FigureDrawer]> => {
    const drawer: FigureDrawer<Extract<FigureData, { show: Name }>> = {
      component: (await FIGURE_COMPONENTS[name]()).default
    };
    return [name, drawer];
  };
  return Object.fromEntries(await Promise.all([...names].filter(isFigure).map((name) => load(name))));
}
