// What makes each figure: one line a figure, with the form of what it holds, and its code, which is fetched for the figures that a notebook
// has.
import { BoundData } from './bound/stored';
import { CandidatesData } from './candidates/stored';
import { LayersData } from './layers/stored';
import { LeakData } from './leak/stored';
import { MatchingData } from './matching/stored';
import { maker, type FigureMakers } from './maker';
import { NoiseData } from './noise/stored';
import { PropagationData } from './propagation/stored';
import { PullData } from './pull/stored';
import { RankingData } from './ranking/stored';
import { RerankedData } from './reranked/stored';
import { SpacesData } from './spaces/stored';

export const FIGURE_MAKERS = {
  noise: maker(NoiseData, () => import('./noise/make')),
  propagation: maker(PropagationData, () => import('./propagation/make')),
  layers: maker(LayersData, () => import('./layers/make')),
  ranking: maker(RankingData, () => import('./ranking/make')),
  leak: maker(LeakData, () => import('./leak/make')),
  spaces: maker(SpacesData, () => import('./spaces/make')),
  pull: maker(PullData, () => import('./pull/make')),
  bound: maker(BoundData, () => import('./bound/make')),
  matching: maker(MatchingData, () => import('./matching/make')),
  candidates: maker(CandidatesData, () => import('./candidates/make')),
  reranked: maker(RerankedData, () => import('./reranked/make'))
} satisfies FigureMakers;
