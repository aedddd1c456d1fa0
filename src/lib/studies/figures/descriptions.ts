// The figures, in the order of menus and of the documentation: one line each. What makes them is the list makers.ts, what draws them is
// that of views/outputs/figure-components.ts.
import { BOUND } from './bound/describe';
import { CANDIDATES } from './candidates/describe';
import { LAYERS } from './layers/describe';
import { LEAK } from './leak/describe';
import { MATCHING } from './matching/describe';
import { NOISE } from './noise/describe';
import { PROPAGATION } from './propagation/describe';
import { PULL } from './pull/describe';
import { RANKING } from './ranking/describe';
import { RERANKED } from './reranked/describe';
import { SPACES } from './spaces/describe';

export const FIGURE_DESCRIPTIONS = [
  NOISE,
  PROPAGATION,
  LAYERS,
  RANKING,
  LEAK,
  SPACES,
  PULL,
  BOUND,
  MATCHING,
  CANDIDATES,
  RERANKED
] as const;
