// Outputs that few notebooks have are code of their own. A page that comes with such a result loads them before it is drawn, so that it
// is complete without JavaScript; where a reader adds such a cell, they are fetched then.
import { getContext, setContext } from 'svelte';
import type { CellResult } from '#lib/notebook/results';
import { loadFigures, type FigureComponents, type FigureName } from '../outputs/figure-components';
import type CaseStudyOutput from '../outputs/CaseStudyOutput.svelte';
import type RerankOutput from '../outputs/RerankOutput.svelte';

export interface ExtraOutputs {
  readonly figures?: FigureComponents;
  readonly caseStudy?: typeof CaseStudyOutput;
  readonly rerank?: typeof RerankOutput;
}

/** What an output is chosen by: results as they are stored or packed. */
type Shown = Readonly<Record<string, { readonly record: { readonly result: ResultKind } }>>;
type ResultKind = { readonly kind: CellResult['kind']; readonly data?: { readonly show: FigureName } };

/** The outputs that these results need beyond those that every notebook has. */
export async function loadExtraOutputs(shown: Shown): Promise<ExtraOutputs> {
  const results = Object.values(shown).map(({ record }) => record.result);
  const has = (kind: CellResult['kind']): boolean => results.some((result) => result.kind === kind);
  const [figures, caseStudy, rerank] = await Promise.all([
    loadFigures(new Set(results.flatMap(({ data }) => data?.show ?? []))),
    has('case-study') ? import('../outputs/CaseStudyOutput.svelte') : null,
    has('rerank') ? import('../outputs/RerankOutput.svelte') : null
  ]);
  return {
    figures,
    ...(caseStudy && { caseStudy: caseStudy.default }),
    ...(rerank && { rerank: rerank.default })
  };
}

const KEY = Symbol('extra outputs');

export function provideExtraOutputs(outputs: ExtraOutputs): void {
  setContext(KEY, outputs);
}

/** To be called while a component is made. */
export function useExtraOutputs(): ExtraOutputs {
  return getContext<ExtraOutputs | undefined>(KEY) ?? {};
}
