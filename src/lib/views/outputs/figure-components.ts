// Loads the component of each figure, which is code of its own: a page that comes with a figure loads that one before it is drawn.
import type { Component } from 'svelte';
import type { FigureResult } from '#lib/notebook/kinds/figure/stored';

type FigureData = FigureResult['data'];

export type FigureComponents = {
  readonly [Show in FigureData['show']]?: Component<{ data: Extract<FigureData, { show: Show }>; cell: string }>;
};

export async function loadFigures(names: ReadonlySet<FigureData['show']>): Promise<FigureComponents> {
  const [noise, propagation, layers, spaces, pull, bound] = await Promise.all([
    names.has('noise') ? import('./figures/NoiseFigure.svelte') : null,
    names.has('propagation') ? import('./figures/PropagationFigure.svelte') : null,
    names.has('layers') ? import('./figures/LayersFigure.svelte') : null,
    names.has('spaces') ? import('./figures/SpacesFigure.svelte') : null,
    names.has('pull') ? import('./figures/PullFigure.svelte') : null,
    names.has('bound') ? import('./figures/BoundFigure.svelte') : null
  ]);
  return {
    ...(noise && { noise: noise.default }),
    ...(propagation && { propagation: propagation.default }),
    ...(layers && { layers: layers.default }),
    ...(spaces && { spaces: spaces.default }),
    ...(pull && { pull: pull.default }),
    ...(bound && { bound: bound.default })
  };
}
