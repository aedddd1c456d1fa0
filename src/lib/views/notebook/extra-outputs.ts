// Outputs that not every notebook has are code of their own. A page that comes with such a result loads them before it is drawn, so that
// it is complete without JavaScript; where a reader adds such a cell, they are fetched then.
import { getContext, setContext } from 'svelte';
import type { CellResult, FigureResult } from '#lib/notebook/results';
import { loadFigures, type FigureComponents } from '../outputs/figure-components';
import type CaseStudyOutput from '../outputs/CaseStudyOutput.svelte';
import type CompareOutput from '../outputs/CompareOutput.svelte';
import type EmbeddingsOutput from '../outputs/EmbeddingsOutput.svelte';
import type ProfilesOutput from '../outputs/ProfilesOutput.svelte';
import type RecommendOutput from '../outputs/RecommendOutput.svelte';
import type RerankOutput from '../outputs/RerankOutput.svelte';

export interface ExtraOutputs {
  readonly figures: FigureComponents;
  readonly profiles?: typeof ProfilesOutput;
  readonly embeddings?: typeof EmbeddingsOutput;
  readonly compare?: typeof CompareOutput;
  readonly recommend?: typeof RecommendOutput;
  readonly rerank?: typeof RerankOutput;
  readonly 'case-study'?: typeof CaseStudyOutput;
}

/** What an output is chosen by: a result as it is stored or packed. */
export type ResultKind = {
  readonly kind: CellResult['kind'];
  readonly data?: { readonly show: FigureResult['data']['show'] };
};

/** The outputs that these results need beyond those that every notebook has. */
export async function loadExtraOutputs(results: readonly ResultKind[]): Promise<ExtraOutputs> {
  const has = (kind: CellResult['kind']): boolean => results.some((result) => result.kind === kind);
  const [figures, profiles, embeddings, compare, recommend, rerank, caseStudy] = await Promise.all([
    loadFigures(new Set(results.flatMap(({ data }) => data?.show ?? []))),
    has('profiles') ? import('../outputs/ProfilesOutput.svelte') : null,
    has('embeddings') ? import('../outputs/EmbeddingsOutput.svelte') : null,
    has('compare') ? import('../outputs/CompareOutput.svelte') : null,
    has('recommend') ? import('../outputs/RecommendOutput.svelte') : null,
    has('rerank') ? import('../outputs/RerankOutput.svelte') : null,
    has('case-study') ? import('../outputs/CaseStudyOutput.svelte') : null
  ]);
  return {
    figures,
    ...(profiles && { profiles: profiles.default }),
    ...(embeddings && { embeddings: embeddings.default }),
    ...(compare && { compare: compare.default }),
    ...(recommend && { recommend: recommend.default }),
    ...(rerank && { rerank: rerank.default }),
    ...(caseStudy && { 'case-study': caseStudy.default })
  };
}

/** Those of `shown`, a page's results by cell. */
export const loadOutputsOf = (
  shown: Readonly<Record<string, { readonly record: { readonly result: ResultKind } }>>
): Promise<ExtraOutputs> => loadExtraOutputs(Object.values(shown).map(({ record }) => record.result));

/** Whether the output of a result is among those that are loaded. */
export function hasOutput(outputs: ExtraOutputs, { kind, data }: ResultKind): boolean {
  if (kind === 'dataset' || kind === 'train') return true;
  return kind === 'figure'
    ? data !== undefined && outputs.figures[data.show] !== undefined
    : outputs[kind] !== undefined;
}

const KEY = Symbol('extra outputs');

export function provideExtraOutputs(outputs: ExtraOutputs): void {
  setContext(KEY, outputs);
}

/** To be called while a component is made. */
export function useExtraOutputs(): ExtraOutputs {
  return getContext<ExtraOutputs | undefined>(KEY) ?? { figures: {} };
}
