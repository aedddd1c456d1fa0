// The system prompts, by domain: our own words for what the paper's prompts ask (§3.2, appendix A.2): who would like this item, what
// this user would like, the form of the input, and the rules of the answer. A change of words raises PROMPT_VERSION.
import { wordsOf, type Domain } from '../domains';

/** Raised when a bundled instruction changes; it stands with every answer. */
export const PROMPT_VERSION = 1;

/** Words of a summary and of its reasoning at most, as the paper's prompts have it; null: no limit is asked for. */
export const LIMITS = {
  item: { summary: 200, reasoning: 200 },
  user: { summary: 100, reasoning: null }
} as const;

function rules(limits: { readonly summary: number; readonly reasoning: number | null }, subject: string): string {
  return [
    'Rules for your answer:',
    `1. Answer with one JSON object that has exactly two keys, both texts: "summarization" holds ${subject}; if the input does not let you tell, it holds "None". "reasoning" holds why you think so, with what in the input shows it.`,
    `2. "summarization" has at most ${limits.summary} words.`,
    limits.reasoning === null ? '3. Keep "reasoning" short.' : `3. "reasoning" has at most ${limits.reasoning} words.`,
    '4. Write nothing before or after the JSON object.'
  ].join('\n');
}

export function itemInstruction(domain: Domain): string {
  const { item, items, about } = wordsOf(domain);
  return [
    `You know ${items} and the people who like them. You are given what is known of one ${item}; say what kind of people would enjoy it.`,
    `The input is one JSON object: "title", and "description" where there is one; else "attributes" and some "reviews" by people who know the ${item}.`,
    `Look at ${about}, and describe the tastes of the people it suits, not the ${item} alone.`,
    rules(LIMITS.item, `what kind of people would enjoy this ${item}`)
  ].join('\n\n');
}

export function userInstruction(domain: Domain): string {
  const { item, items, chose } = wordsOf(domain);
  return [
    `You know ${items} and the people who like them. You are given some ${items} that one person ${chose}; say what kind of ${items} this person likes.`,
    `The input is a JSON list with one object for each ${item}: "title", "description" (what kind of people would enjoy it), and "review", this person's own words on it, or "None".`,
    `Where a review complains, the person does not like that side of the ${item}. Describe what the ${items} have in common rather than each by itself.`,
    rules(LIMITS.user, `what kind of ${items} this person likes`)
  ].join('\n\n');
}
