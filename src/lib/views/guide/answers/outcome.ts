// Says what is the case beside what a reader answered, in the question's own terms. Pure.
import { largest } from '#lib/elementary/extent';
import { checksOf } from '#lib/notebook/guide/questions';
import type { Question, Wording } from '#lib/notebook/guide/types';
import { formatNumber } from '../../text/format';
import { itemsIn, numbersIn, optionFor } from '../progress';

export type Outcome =
  /** Nothing to hold it against. */
  | { readonly type: 'open'; readonly words: string }
  /** `truth`: the numbers as the question says them, in the order of its options, places or items. */
  | { readonly type: 'known'; readonly truth: readonly number[]; readonly words: string };

/** The named numbers of the result that a cell shows now (notebook/guide/values.ts); null where it shows none. */
export type ValuesOfCell = (cell: string) => Readonly<Record<string, number>> | null;

/** A number in the question's words: "7.7 of 100 clicks". It has been multiplied already. */
export function inWords(value: number, { unit }: Wording): string {
  const number = formatNumber(value, 3);
  // A narrow space that does not break, as everywhere before that sign.
  return unit === '' ? number : unit === '%' ? `${number}\u202f%` : `${number} ${unit}`;
}

/**
 * What is to be said of an answer; null where the question has no right one.
 * @param answer as it is kept (progress.ts); null where it was shown to the reader
 */
export function outcomeOf(question: Question, answer: string | null, valuesOf: ValuesOfCell): Outcome | null {
  const checks = checksOf(question);
  const [first] = checks;
  if (!first) return null;
  const truth: number[] = [];
  for (const { cell, value } of checks) {
    const values = valuesOf(cell);
    if (values === null) return { type: 'open', words: `Run the cell “${cell}” to see whether it holds.` };
    const number = values[value];
    if (number === undefined || !Number.isFinite(number)) {
      return { type: 'open', words: `The result of “${cell}” has no number “${value}” to check it against.` };
    }
    truth.push(number * question.wording.factor);
  }
  return { type: 'known', truth, words: wordsOf(question, answer, truth) };
}

/** The option of a question that holds; −1 where it has no right one. */
export function rightOption(question: Question, truth: readonly number[]): number {
  if (question.type !== 'choose' || question.check === null) return -1;
  return optionFor(question.check, (truth[0] ?? NaN) / question.wording.factor);
}

function wordsOf(question: Question, answer: string | null, truth: readonly number[]): string {
  const [only = NaN] = truth;
  const is = inWords(only, question.wording);
  switch (question.type) {
    case 'choose': {
      const right = question.options[rightOption(question, truth)] ?? '';
      if (answer === null) return `It is ${is}: “${right}”.`;
      return answer === right
        ? `You said “${answer}”, and it is ${is}.`
        : `You said “${answer}”; it is ${is}: “${right}”.`;
    }
    case 'number':
    case 'axis': {
      const [said] = answer === null ? [] : (numbersIn(answer) ?? []);
      if (said === undefined) return `It is ${is}.`;
      const { near } = question;
      const verdict = near === null ? '' : Math.abs(said - only) <= near ? ' That is near.' : ' That is far off.';
      return `You said ${formatNumber(said, 3)}; it is ${is}.${verdict}`;
    }
    case 'curve':
      return curveWords(question, answer === null ? null : numbersIn(answer), truth);
    case 'order': {
      const order = orderOf(question.items, truth);
      const said = answer === null ? null : itemsIn(answer);
      const list = order.map((at) => `${question.items[at] ?? ''} (${inWords(truth[at] ?? NaN, question.wording)})`);
      const placed = said === null ? 0 : order.filter((at, place) => said[place] === question.items[at]).length;
      const verdict = said === null ? '' : `You have ${placed} of ${order.length} in their place. `;
      return `${verdict}The order is ${list.join(', ')}.`;
    }
  }
}

/** Indices of the items, the one with the largest number first. */
export function orderOf(items: readonly string[], truth: readonly number[]): readonly number[] {
  return items.map((_, at) => at).sort((a, b) => (truth[b] ?? 0) - (truth[a] ?? 0) || a - b);
}

function curveWords(
  { over, wording }: Extract<Question, { type: 'curve' }>,
  said: readonly number[] | null,
  truth: readonly number[]
): string {
  const last = over.length - 1;
  const ends = `from ${inWords(truth[0] ?? NaN, wording)} at ${over[0]} to ${inWords(truth[last] ?? NaN, wording)} at ${over[last]}`;
  if (said === null) return `It goes ${ends}.`;
  const off = over.map((_, at) => Math.abs((said[at] ?? 0) - (truth[at] ?? 0)));
  const far = off.indexOf(largest(off));
  const mean = off.reduce((sum, one) => sum + one, 0) / off.length;
  return (
    `It goes ${ends}. Your curve is ${inWords(mean, wording)} off in the mean, most at ${over[far]}: ` +
    `you drew ${formatNumber(said[far] ?? NaN, 3)}; it is ${inWords(truth[far] ?? NaN, wording)}.`
  );
}
