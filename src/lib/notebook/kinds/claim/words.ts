// Verdicts in words, and the data that they are of: what an invented shop tells is never said as if it were about real readers. Pure.
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

/** "Bookshop (invented)"; an en dash where there are none. */
export const dataInWords = (data: Data | null | undefined): string =>
  data ? `${data.title}${data.synthetic === true ? ' (invented)' : ''}` : '–';

/** What a verdict is said of: "on Bookshop, which is invented data and none of the paper’s". */
export const groundInWords = ({ title, synthetic }: Data): string =>
  `on ${title}${synthetic === true ? ', which is invented data and none of the paper’s' : ''}`;
