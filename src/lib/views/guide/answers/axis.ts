// Lays a guess and the number that it was about out on one axis: as an interval where an option stands for one. Pure.
import { largest, smallest } from '#lib/elementary/extent';
import type { Question } from '#lib/notebook/guide/types';
import { numbersIn } from '../progress';
import { inWords } from './outcome';

export interface GuessedAxis {
  readonly domain: readonly [number, number];
  /** Marks are powers of ten; what lies between them is not to be read off. */
  readonly isLogarithmic: boolean;
  /** What the reader said: both ends are the same where it is a point; null where nothing was said. */
  readonly guess: readonly [number, number] | null;
  readonly truth: number;
  readonly truthWords: string;
  /** What the ends mean; empty where they need no words. */
  readonly ends: readonly string[];
}

/** Numbers that lie this many times apart are told apart on a logarithmic axis only. */
const FAR_APART = 100;

/** null where the question is not about one number. */
export function axisOf(question: Question, answer: string | null, truth: readonly number[]): GuessedAxis | null {
  const [value] = truth;
  if (value === undefined || question.type === 'curve' || question.type === 'order') return null;
  const truthWords = inWords(value, question.wording);
  if (question.type !== 'choose') {
    const [said] = answer === null ? [] : (numbersIn(answer) ?? []);
    const [low, high] = question.range;
    return {
      domain: [Math.min(low, value), Math.max(high, value)],
      isLogarithmic: false,
      guess: said === undefined ? null : [said, said],
      truth: value,
      truthWords,
      ends: question.ends
    };
  }
  const bounds = (question.check?.bounds ?? []).map((bound) => bound * question.wording.factor);
  const numbers = [...bounds, value];
  const isLogarithmic = numbers.every((one) => one > 0) && largest(numbers) / smallest(numbers) > FAR_APART;
  const domain = isLogarithmic ? wideLogarithmic(numbers) : wide(numbers);
  const chosen = answer === null ? -1 : question.options.indexOf(answer);
  const guess: GuessedAxis['guess'] =
    chosen === -1 ? null : [bounds[chosen - 1] ?? domain[0], bounds[chosen] ?? domain[1]];
  return { domain, isLogarithmic, guess, truth: value, truthWords, ends: [] };
}

function wideLogarithmic(numbers: readonly number[]): readonly [number, number] {
  const powers = numbers.map(Math.log10);
  return [10 ** Math.floor(smallest(powers) - 0.5), 10 ** Math.ceil(largest(powers) + 0.5)];
}

/** With room beyond the outer limits, for the options that have one limit only; none below zero where no number is. */
function wide(numbers: readonly number[]): readonly [number, number] {
  const low = smallest(numbers);
  const high = largest(numbers);
  const room = (high - low) * 0.35 || Math.abs(high) || 1;
  return [low >= 0 ? Math.max(0, low - room) : low - room, high + room];
}
