// The question of re-ranking (paper appendix A.3): titles a user has chosen, candidates with their numbers, and a list of twenty
// numbers asked back. In our own words; a change of them raises
// RERANK_PROMPT_VERSION.
import type { AnswerSchema, ChatMessage } from '#lib/llm/types';
import { wordsOf, type Domain } from '#lib/profiles/domains';

/** Places that are asked for, as in the paper. */
export const PLACES = 20;

export const RERANK_ANSWER: AnswerSchema = {
  name: 'ranking',
  schema: {
    type: 'object',
    properties: { rank: { type: 'array', items: { type: 'integer' } }, reasoning: { type: 'string' } },
    required: ['rank', 'reasoning'],
    additionalProperties: false
  }
};

export interface RerankPrompt {
  readonly domain: Domain;
  /** Titles of training items. */
  readonly history: readonly string[];
  /** Titles in the order in which they are shown; the first has number 1. */
  readonly candidates: readonly string[];
}

export function rerankMessages({ domain, history, candidates }: RerankPrompt): readonly ChatMessage[] {
  const { item, items, chose } = wordsOf(domain);
  const instruction = [
    `You rank ${items} for one person.`,
    `The input is one JSON object: "history" lists titles of ${items} this person ${chose}; "candidates" lists ${items} to choose from, each with its "index" and "title".`,
    [
      'Rules for your answer:',
      `1. Answer with one JSON object that has exactly two keys. "rank" is a list of ${PLACES} different numbers: the "index" of the ${PLACES} candidates this person will most likely choose next, the most likely first. "reasoning" says in a few sentences why.`,
      `2. Use only numbers that stand in "candidates"; never name a ${item} that is not there.`,
      '3. Write nothing before or after the JSON object.'
    ].join('\n')
  ].join('\n\n');
  const input = { history, candidates: candidates.map((title, at) => ({ index: at + 1, title })) };
  return [
    { role: 'system', content: instruction },
    { role: 'user', content: JSON.stringify(input) }
  ];
}
