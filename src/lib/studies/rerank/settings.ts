// Settings of re-ranking, without its code: forms and validation read them.
import type { Domain } from '#lib/profiles/domains';

/** Raised when the words of the question or the reading of its answer change; it stands with every answer and in every id. */
export const RERANK_PROMPT_VERSION = 1;

/** Cut-offs of Fig. 1. */
export const RERANK_CUTOFFS = ['10', '20'] as const;
export type RerankCutoff = (typeof RERANK_CUTOFFS)[number];

export const CANDIDATE_ORDERS = ['recommender', 'shuffled'] as const;
export type CandidateOrder = (typeof CANDIDATE_ORDERS)[number];

export interface RerankSettings {
  readonly model: string;
  readonly domain: Domain;
  /** Numbers of candidates, each asked about by itself. */
  readonly candidates: readonly number[];
  readonly users: number;
  /** Titles of training items shown at most. */
  readonly history: number;
  readonly order: CandidateOrder;
  readonly temperature: number;
  readonly answerTokens: number;
  readonly seed: number;
}
