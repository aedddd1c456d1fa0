// How long a set of profiles would take, by one that was measured. Pure.
import type { PromptEstimate } from '#lib/profiles/llm/estimate';

/**
 * Seconds for what is left to ask. Models on one machine take their time by token, those of the prompt far less than those of the answer;
 * users' prompts and answers have other lengths than items', so time goes by the tokens of both.
 * @param seconds that one item's profile took
 */
export function profileTime({ parts }: Pick<PromptEstimate, 'parts'>, seconds: number): number {
  const item = parts.find(({ node }) => node === 'item');
  const each = (part: PromptEstimate['parts'][number]): number => {
    const asked = part.questions - part.stored;
    return asked === 0 ? 0 : part.outputTokens / asked;
  };
  // Where no item is left to ask, users' answers count as items'.
  const ofItem = item ? each(item) : 0;
  return parts.reduce((sum, part) => {
    const asked = part.questions - part.stored;
    const share = ofItem > 0 ? each(part) / ofItem : 1;
    return sum + asked * seconds * share;
  }, 0);
}
