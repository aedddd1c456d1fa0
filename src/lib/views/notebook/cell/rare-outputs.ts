// What shows results that few notebooks have. The names of all their files would weigh on every page, so they stand here, one fetch away.
export const sweep = () => import('../../outputs/SweepOutput.svelte');
export const tune = () => import('../../outputs/TuneOutput.svelte');
export const evaluate = () => import('../../outputs/EvaluateOutput.svelte');
export const time = () => import('../../outputs/TimeOutput.svelte');
export const rerank = () => import('../../outputs/RerankOutput.svelte');
export const claim = () => import('../../outputs/ClaimOutput.svelte');
export const ledger = () => import('../../outputs/LedgerOutput.svelte');
export const caseStudy = () => import('../../outputs/CaseStudyOutput.svelte');
