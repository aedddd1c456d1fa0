// Verdicts in words, with the data that they are of: what an invented shop tells is never said as if it were about real readers. Pure.
import type { Verdict } from '#lib/studies/claims/kinds';

export const VERDICT_WORDS: Readonly<Record<Verdict, string>> = {
  holds: 'holds',
  'does-not-hold': 'does not hold',
  'cannot-be-told': 'cannot be told here'
};

interface Data {
  readonly title: string;
  readonly synthetic: boolean | null;
}

/** "On Bookshop, which is invented data and none of the paper's: holds." */
export function verdictInWords(verdict: Verdict, data: Data | null): string {
  if (!data) return `${VERDICT_WORDS[verdict]}.`;
  const what = data.synthetic === true ? ', which is invented data and none of the paper’s' : '';
  return `On ${data.title}${what}: ${VERDICT_WORDS[verdict]}.`;
}
