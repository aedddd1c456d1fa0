// Outputs that few notebooks have are code of their own. A page that comes with such a cell loads them before it is drawn, so that it is
// complete without JavaScript; where a reader adds such a cell, they are fetched then.
import { getContext, setContext } from 'svelte';
import type { CellKind } from '../document/prepared';
import type CaseStudyOutput from '../outputs/CaseStudyOutput.svelte';
import type FigureOutput from '../outputs/FigureOutput.svelte';
import type RerankOutput from '../outputs/RerankOutput.svelte';

export interface ExtraOutputs {
  readonly figure?: typeof FigureOutput;
  readonly caseStudy?: typeof CaseStudyOutput;
  readonly rerank?: typeof RerankOutput;
}

/** The outputs that cells of these kinds need beyond those that every notebook has. */
export async function loadExtraOutputs(kinds: ReadonlySet<CellKind>): Promise<ExtraOutputs> {
  const [figure, caseStudy, rerank] = await Promise.all([
    kinds.has('figure') ? import('../outputs/FigureOutput.svelte') : null,
    kinds.has('case-study') ? import('../outputs/CaseStudyOutput.svelte') : null,
    kinds.has('rerank') ? import('../outputs/RerankOutput.svelte') : null
  ]);
  return {
    ...(figure && { figure: figure.default }),
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
